/**
 * A Kafka cluster that can be broken: brokers as child processes or in containers, killed, paused and started again,
 * with proof; or one that is somebody's, on which a run makes what has its prefix, and breaks what there are commands
 * for. Imports {@code process}.
 */
package delivery.chaos.cluster;
