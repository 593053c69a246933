/**
 * The form of records: how an event is written, and where an effect says which event it is of. Imports nothing of the
 * harness; whoever writes events, reads the wire or reads the log back asks here.
 */
package delivery.chaos.form;
