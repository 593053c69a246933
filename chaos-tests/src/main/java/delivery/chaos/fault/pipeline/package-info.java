/** Faults of the pipeline's process: killed, stopped, paused, replaced at a request that the wire tap holds. */
package delivery.chaos.fault.pipeline;
