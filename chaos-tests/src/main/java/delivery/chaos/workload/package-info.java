/**
 * The events of a scenario: pages made up or from a file, batches and their course, and the writer that puts them into
 * the input topic. Knows a bootstrap string and nothing of the cluster. Imports {@code history}.
 */
package delivery.chaos.workload;
