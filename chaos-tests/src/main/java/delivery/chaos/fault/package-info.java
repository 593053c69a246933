/**
 * The faults: one thing each that is done to a link, a process or a broker, at a request and not at a time, that
 * proves that it happened and is healed. Imports {@code testbed} and the machinery below it; a scenario calls it.
 */
package delivery.chaos.fault;
