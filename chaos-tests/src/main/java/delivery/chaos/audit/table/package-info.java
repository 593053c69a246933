/**
 * The events of a history in columns, a dozen bytes an event, found by their exact id. Knows nothing of anomalies.
 * Imports {@code history} for places.
 */
package delivery.chaos.audit.table;
