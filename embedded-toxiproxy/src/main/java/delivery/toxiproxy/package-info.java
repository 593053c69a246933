/**
 * A Toxiproxy server for any JVM: the HTTP API, proxies, connections and the chain of toxics in each direction. {@link
 * delivery.toxiproxy.EmbeddedToxiproxy} is the way in; everything else is not public. Needs Jackson and picocli, knows
 * nothing of Kafka, and imports {@code toxics}.
 */
package delivery.toxiproxy;
