/**
 * Faults of pipelines that keep their effects in a database: at its COMMIT, of its connection, of its server. Imports
 * {@code fault} and the machinery below it.
 */
package delivery.chaos.fault.database;
