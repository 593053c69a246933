/**
 * A Kafka cluster that can be broken: brokers as child processes or in containers, killed, paused and started again,
 * with proof. Imports {@code process}.
 */
package delivery.chaos.cluster;
