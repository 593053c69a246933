/**
 * Child processes: started, watched, paused and ended with all that they started in their turn, and what of it was
 * somebody else's doing. Knows signals and exit codes, and nothing of Kafka. Imports nothing of the harness.
 */
package delivery.chaos.process;
