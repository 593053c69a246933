/**
 * A topic as its leaders store it: batches with producer ids and epochs, and the control batches that no consumer
 * shows. Imports nothing of the harness.
 */
package delivery.chaos.log;
