/**
 * The way from a pipeline to the brokers: links through the wire tap and Toxiproxy, and the Toxiproxy servers that
 * serve it, and what pipelines need to get through where brokers want TLS or SASL. Imports {@code process},
 * {@code cluster} and {@code network.wire}; the only package that knows the embedded Toxiproxy.
 */
package delivery.chaos.network;
