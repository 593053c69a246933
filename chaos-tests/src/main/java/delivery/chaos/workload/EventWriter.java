package delivery.chaos.workload;

import delivery.chaos.history.HistoryLine.Event;
import delivery.contract.Effects;
import java.io.Closeable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes the events; every one acknowledged, so that the input is certain. */
public final class EventWriter implements Closeable {
    private static final int DIGITS_MIN = 6;

    private final String topic;
    private final String idPrefix;
    private final String value;
    private final KafkaProducer<String, String> producer;
    private int number;

    /**
     * @param bootstrapServers of listeners that no fault touches
     * @param idPrefix makes the ids unique among scenarios; numbered from 0
     * @param value of every event
     * @param batchBytes {@code batch.size}: what stands in one batch is fetched together
     */
    public EventWriter(String bootstrapServers, String topic, String idPrefix, String value, int batchBytes) {
        this.topic = topic;
        this.idPrefix = idPrefix;
        this.value = value;
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        ProducerConfig.LINGER_MS_CONFIG,
                        20,
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        batchBytes,
                        ProducerConfig.ENABLE_METRICS_PUSH_CONFIG,
                        false),
                new StringSerializer(),
                new StringSerializer());
    }

    /** The id of an event: {@code <prefix>-<number>}, the number with six digits or more. */
    public static String id(String prefix, int number) {
        // Not formatted, which takes long: every schedule is drawn up from ten thousand of them.
        String digits = Integer.toString(number);
        return prefix + '-' + "0".repeat(Math.max(0, DIGITS_MIN - digits.length())) + digits;
    }

    static ProducerRecord<String, String> record(String topic, String page, String value, String id) {
        ProducerRecord<String, String> record = new ProducerRecord<>(topic, page, value);
        record.headers().add(new RecordHeader(Effects.EVENT_ID, id.getBytes(StandardCharsets.UTF_8)));
        return record;
    }

    /**
     * Writes one event for each page and returns where each stands.
     *
     * @throws ExecutionException if an event was not acknowledged
     */
    public List<Event> write(List<String> pages) throws InterruptedException, ExecutionException {
        List<String> ids = new ArrayList<>();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (String page : pages) {
            String id = id(idPrefix, number++);
            ids.add(id);
            sent.add(producer.send(record(topic, page, value, id)));
        }
        producer.flush();
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            RecordMetadata at = sent.get(i).get();
            events.add(new Event(ids.get(i), pages.get(i), at.partition(), at.offset()));
        }
        return events;
    }

    @Override
    public void close() {
        producer.close();
    }
}
