package delivery.chaos.workload;

import delivery.chaos.form.EventForm;
import delivery.chaos.history.HistoryLine.Event;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes the events; every one acknowledged, so that the input is certain. */
public final class EventWriter implements Closeable {
    private static final int DIGITS_MIN = 6;

    private final String idPrefix;
    private final InputBatches batches;
    private final KafkaProducer<String, String> producer;
    private final FormedRecords records;
    private int written;

    /**
     * @param cluster by which a client reaches listeners that no fault touches
     * @param idPrefix makes the ids unique among scenarios; numbered from 0
     * @param form in which each is written
     */
    public EventWriter(
            Map<String, Object> cluster, String topic, String idPrefix, InputBatches batches, EventForm form) {
        this.idPrefix = idPrefix;
        this.batches = batches;
        Map<String, Object> settings = new HashMap<>(cluster);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // A batch ends when it is full or flushed, not by the clock.
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 60_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 120_000);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, batches.bytes());
        // A batch of each of 48 partitions: one that waits for memory has others sent half full.
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 64L << 20);
        settings.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        this.producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
        this.records = new FormedRecords(producer, topic, form, batches::partition);
    }

    /** The id of an event: {@code <prefix>-<number>}, the number with six digits or more. */
    public static String id(String prefix, int number) {
        // String.format takes too long: every schedule is drawn from ten thousand of these.
        String digits = Integer.toString(number);
        return prefix + '-' + "0".repeat(Math.max(0, DIGITS_MIN - digits.length())) + digits;
    }

    /**
     * Writes one event for each page and returns where each stands.
     *
     * @throws ExecutionException if an event was not acknowledged
     */
    public List<Event> write(List<String> pages) throws InterruptedException, ExecutionException {
        Event[] events = new Event[pages.size()];
        for (List<Integer> round : batches.rounds(pages)) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (int index : round) {
                String id = id(idPrefix, written + index);
                sent.add(records.send(pages.get(index), id, written + index, batches.value(written + index)));
            }
            producer.flush();
            for (int i = 0; i < round.size(); i++) {
                int index = round.get(i);
                RecordMetadata at = sent.get(i).get();
                events[index] = new Event(id(idPrefix, written + index), pages.get(index), at.partition(), at.offset());
            }
        }
        written += pages.size();
        return List.of(events);
    }

    @Override
    public void close() {
        producer.close();
    }
}
