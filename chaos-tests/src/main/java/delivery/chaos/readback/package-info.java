/**
 * Reads the effects of a scenario back: the output topic as the log stores it and as a read_committed consumer is
 * given it, joined into lines of a history. Whoever reads effects from another place than a topic stands beside it.
 * Imports {@code history} and {@code log}.
 */
package delivery.chaos.readback;
