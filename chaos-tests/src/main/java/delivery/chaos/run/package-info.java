/**
 * A run of many scenarios: its options, the clusters and the Toxiproxy that it runs on, the order and the number at a
 * time, the report as it grows, and the trial of the sabotaged pipelines. Imports {@code scenario}, {@code report} and
 * what they need.
 */
package delivery.chaos.run;
