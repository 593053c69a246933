/**
 * A Kafka cluster that can be broken: brokers as child processes or in containers, killed, paused and started again,
 * with proof; or one that is somebody's, on which a run makes what has its prefix, and breaks nothing. Imports
 * {@code process}.
 */
package delivery.chaos.cluster;
