package delivery.contract;

import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The Kafka clients of a pipeline.
 *
 * @param consumer of the events
 * @param producer of the effects
 * @param effects a consumer to read the effects back with; its isolation level decides which of them count
 * @param highWatermarks a consumer with {@code isolation.level=read_uncommitted}, whose end offsets therefore are high
 *     watermarks and not last stable offsets; may be the same as {@code effects}
 */
public record Clients(
        Consumer<String, String> consumer,
        Producer<String, String> producer,
        Consumer<String, String> effects,
        Consumer<String, String> highWatermarks) {

    /**
     * Clients that all have the same settings, which are {@code read_uncommitted}.
     *
     * @throws org.apache.kafka.common.KafkaException if the settings are wrong
     */
    public static Clients connect(Map<String, Object> settings) {
        Consumer<String, String> effects = consumer(settings);
        return new Clients(consumer(settings), producer(settings), effects, effects);
    }

    /**
     * Clients of which one has settings of its own.
     *
     * @throws org.apache.kafka.common.KafkaException if the settings are wrong
     */
    public static Clients connect(Map<String, Object> settings, Map<String, Object> highWatermarks) {
        return new Clients(consumer(settings), producer(settings), consumer(settings), consumer(highWatermarks));
    }

    private static Consumer<String, String> consumer(Map<String, Object> settings) {
        return new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
    }

    private static Producer<String, String> producer(Map<String, Object> settings) {
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }
}
