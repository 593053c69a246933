/** Faults of brokers: killed, paused, taken over from, or in the way they answer. */
package delivery.chaos.fault.broker;
