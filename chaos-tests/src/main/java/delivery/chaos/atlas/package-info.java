/**
 * The atlas: records the requests of a module's cycle from the wire and strikes at every step of them. Imports {@code
 * scenario} and {@code run}, which do what it plans, and {@code report.atlas}, which shows it.
 */
package delivery.chaos.atlas;
