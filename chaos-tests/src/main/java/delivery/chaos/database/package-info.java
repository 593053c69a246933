/**
 * PostgreSQL for pipelines that keep their effects outside Kafka: a child process of the run, or a server that runs
 * already. Imports {@code process} and of {@code cluster} its addresses and ports.
 */
package delivery.chaos.database;
