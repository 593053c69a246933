package delivery.chaos.readback;

import delivery.chaos.workload.PageViews;
import delivery.contract.Effects;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Millions of events and, in transactions, their effects; among these some transactions that were aborted and done again,
 * some events lost and some duplicated.
 */
final class ScaleTopics {
    static final String INPUT = "scale.events";
    static final String OUTPUT = "scale.effects";
    static final int PARTITIONS = 3;

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

    void writeEvents() {
        try (KafkaProducer<String, String> producer = producer(Map.of())) {
            for (int number = 0; number < events; number++) {
                producer.send(record(INPUT, number, "view"));
            }
        }
    }

    void writeEffects() {
        try (KafkaProducer<String, String> producer = producer(Map.of("transactional.id", "scale"))) {
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
            producer.send(record(OUTPUT, number, "0"));
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
        producer.send(record(OUTPUT, number, count));
        if (firstHalf && number % DUPLICATED_ONE_IN == 2) {
            duplicated++;
            producer.send(record(OUTPUT, number, count));
        }
    }

    private String page(int number) {
        return pages.get(number % pages.size());
    }

    private ProducerRecord<String, String> record(String topic, int number, String value) {
        ProducerRecord<String, String> record = new ProducerRecord<>(topic, page(number), value);
        String id = "scale-%06d".formatted(number);
        record.headers().add(new RecordHeader(Effects.EVENT_ID, id.getBytes(StandardCharsets.UTF_8)));
        return record;
    }

    private KafkaProducer<String, String> producer(Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("acks", "all");
        settings.put("linger.ms", 20);
        settings.put("batch.size", 256 << 10);
        settings.put("retry.backoff.ms", 5);
        settings.put("enable.metrics.push", false);
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }
}
