/**
 * A tap for PostgreSQL's protocol (version 3): it reads what a client sends up to each Sync, says which statements
 * those are, and holds one where it is told to. Knows nothing of Kafka. Imports of {@code cluster} addresses only.
 */
package delivery.chaos.network.postgres;
