/** Faults of the link between pipeline and brokers: what is lost or late on the wire. */
package delivery.chaos.fault.link;
