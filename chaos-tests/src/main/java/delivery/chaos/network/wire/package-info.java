/**
 * The wire tap: a proxy that understands Kafka's frames, tells who listens of every request and response, holds the
 * one that a fault asks for, and rewrites the brokers' addresses so that no client passes it by. Decodes what is asked
 * about and passes on everything else as bytes. Imports {@code cluster} for addresses.
 */
package delivery.chaos.network.wire;
