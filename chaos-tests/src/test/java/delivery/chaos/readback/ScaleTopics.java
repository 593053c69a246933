package delivery.chaos.readback;

import delivery.chaos.form.EventForm;
import delivery.chaos.history.HistoryLine.Event;
import delivery.chaos.testbed.InputEvents;
import delivery.chaos.workload.EventWriter;
import delivery.chaos.workload.InputBatches;
import delivery.chaos.workload.PageViews;
import delivery.contract.Effects;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Millions of events and, in transactions, their effects; among these some transactions that were aborted and done
 * again, some events lost and some duplicated.
 */
final class ScaleTopics {
    static final String INPUT = "scale.events";
    static final String OUTPUT = "scale.effects";
    static final int PARTITIONS = 3;

    private static final String ID_PREFIX = "scale";
    private static final int BATCH_BYTES = 256 << 10;
    private static final int EVENTS_AT_A_TIME = 100_000;
    private static final int EFFECTS_PER_TRANSACTION = 5_000;
    private static final int ABORTED_ONE_IN = 50;
    private static final int LOST_ONE_IN = 100_003;
    private static final int DUPLICATED_ONE_IN = 70_001;

    private final String bootstrapServers;
    private final int events;
    private final List<String> pages = new PageViews.Generated().pages(1);
    private final Map<String, Integer> counts = new HashMap<>();
    private long lost;
    private long duplicated;
    private long aborted;

    ScaleTopics(String bootstrapServers, int events) {
        this.bootstrapServers = bootstrapServers;
        this.events = events;
    }

    long lost() {
        return lost;
    }

    long duplicated() {
        return duplicated;
    }

    /** Effects in transactions that were aborted. */
    long aborted() {
        return aborted;
    }

    /** One replica each: what is measured is reading, and three would be three times the disk. */
    static void create(Admin admin) throws InterruptedException, ExecutionException {
        Map<String, String> settings = Map.of("min.insync.replicas", "1");
        admin.createTopics(List.of(
                        new NewTopic(INPUT, PARTITIONS, (short) 1).configs(settings),
                        new NewTopic(OUTPUT, PARTITIONS, (short) 1).configs(settings)))
                .all()
                .get();
    }

    /** Writes the events and returns where each stands. */
    List<Event> writeEvents() throws InterruptedException, ExecutionException {
        List<String> all = IntStream.range(0, events).mapToObj(this::page).toList();
        List<Event> written = new ArrayList<>(events);
        try (EventWriter writer = new EventWriter(
                Map.of("bootstrap.servers", bootstrapServers),
                INPUT,
                ID_PREFIX,
                InputBatches.ofBytes(BATCH_BYTES, page -> InputEvents.partition(page, PARTITIONS), number -> "view"),
                EventForm.CONTRACT)) {
            for (int from = 0; from < events; from += EVENTS_AT_A_TIME) {
                written.addAll(writer.write(all.subList(from, Math.min(events, from + EVENTS_AT_A_TIME))));
            }
        }
        return written;
    }

    void writeEffects() {
        try (KafkaProducer<String, String> producer = producer()) {
            producer.initTransactions();
            for (int from = 0, transaction = 1; from < events; from += EFFECTS_PER_TRANSACTION, transaction++) {
                int to = Math.min(events, from + EFFECTS_PER_TRANSACTION);
                if (transaction % ABORTED_ONE_IN == 0) {
                    abort(producer, from, to);
                }
                producer.beginTransaction();
                for (int number = from; number < to; number++) {
                    write(producer, number);
                }
                producer.commitTransaction();
            }
        }
    }

    private void abort(KafkaProducer<String, String> producer, int from, int to) {
        producer.beginTransaction();
        for (int number = from; number < to; number++) {
            producer.send(effect(number, "0"));
        }
        producer.flush();
        producer.abortTransaction();
        aborted += to - from;
    }

    /** Nothing is lost or duplicated in the second half, so that every page ends with its true count. */
    private void write(KafkaProducer<String, String> producer, int number) {
        String count = String.valueOf(counts.merge(page(number), 1, Integer::sum));
        boolean firstHalf = number < events / 2;
        if (firstHalf && number % LOST_ONE_IN == 1) {
            lost++;
            return;
        }
        producer.send(effect(number, count));
        if (firstHalf && number % DUPLICATED_ONE_IN == 2) {
            duplicated++;
            producer.send(effect(number, count));
        }
    }

    private String page(int number) {
        return pages.get(number % pages.size());
    }

    private ProducerRecord<String, String> effect(int number, String count) {
        ProducerRecord<String, String> effect = new ProducerRecord<>(OUTPUT, page(number), count);
        byte[] id = EventWriter.id(ID_PREFIX, number).getBytes(StandardCharsets.UTF_8);
        effect.headers().add(new RecordHeader(Effects.EVENT_ID, id));
        return effect;
    }

    private KafkaProducer<String, String> producer() {
        Map<String, Object> settings = new HashMap<>();
        settings.put("transactional.id", "scale");
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("acks", "all");
        settings.put("linger.ms", 20);
        settings.put("batch.size", BATCH_BYTES);
        settings.put("retry.backoff.ms", 5);
        settings.put("enable.metrics.push", false);
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }
}
