package delivery.chaos.pipeline;

/**
 * A setting of a pipeline's Kafka clients.
 *
 * @param name as Kafka calls it
 * @param value what the pipeline sets it to; {@code not set} if it makes sure that it is not
 * @param kafkaDefault what it is if nobody sets it; empty if Kafka has none
 * @param why the pipeline's reason, from its source; empty if it gives none
 * @param kafkaSays the first sentence of Kafka's own documentation
 */
public record Setting(String name, String value, String kafkaDefault, String why, String kafkaSays) {}
