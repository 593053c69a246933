package delivery.chaos.workload;

import delivery.chaos.form.EventForm;
import delivery.chaos.history.HistoryLine.Event;
import java.io.Closeable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;

/**
 * Writes records to the input topic in transactions that are aborted: they look like events and are not. A
 * read_committed consumer is never given them; an effect of one of them is a phantom.
 */
public final class AbortedWriter implements Closeable {
    /** For one broker to answer and another to write the marker; a broker that is killed or paused takes longer. */
    private static final Duration MARKERS_DEADLINE = Duration.ofSeconds(60);

    private static final Duration LOOK_INTERVAL = Duration.ofMillis(10);

    private final Admin admin;
    private final String topic;
    private final String idPrefix;
    private final KafkaProducer<String, String> producer;
    private final FormedRecords records;
    private final Set<TopicPartition> written = new HashSet<>();
    private int number;

    /**
     * @param cluster by which a client reaches listeners that no fault touches
     * @param idPrefix of the ids of its records; no event's id begins with it
     * @param form in which each is written
     */
    public AbortedWriter(Admin admin, Map<String, Object> cluster, String topic, String idPrefix, EventForm form) {
        this.admin = admin;
        this.topic = topic;
        this.idPrefix = idPrefix;
        Map<String, Object> settings = new HashMap<>(cluster);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, topic + ".aborted");
        settings.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        this.producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
        producer.initTransactions();
        int partitions = producer.partitionsFor(topic).size();
        this.records = new FormedRecords(producer, topic, form, page -> partition(page, partitions));
    }

    /** Where the events of its page stand: the producer's own partitioner chooses by the key, which the form makes. */
    private static int partition(String page, int partitions) {
        return BuiltInPartitioner.partitionForKey(page.getBytes(StandardCharsets.UTF_8), partitions);
    }

    /**
     * Begins a transaction and writes a record for each page in it.
     *
     * @return where each stands
     * @throws ExecutionException if a record was not acknowledged
     */
    public List<Event> begin(List<String> pages) throws InterruptedException, ExecutionException {
        producer.beginTransaction();
        List<String> ids = new ArrayList<>();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (String page : pages) {
            String id = EventWriter.id(idPrefix, number);
            ids.add(id);
            sent.add(records.send(page, id, number, "view"));
            number++;
        }
        producer.flush();
        List<Event> records = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            RecordMetadata at = sent.get(i).get();
            records.add(new Event(ids.get(i), pages.get(i), at.partition(), at.offset()));
            written.add(new TopicPartition(topic, at.partition()));
        }
        return records;
    }

    /**
     * Aborts the transaction and waits until its markers are written.
     *
     * @return by partition, the offset of its marker
     */
    public Map<Integer, Long> abort() throws InterruptedException, ExecutionException {
        producer.abortTransaction();
        Awaitility.await("the abort markers of " + topic)
                .atMost(MARKERS_DEADLINE)
                .pollInterval(LOOK_INTERVAL)
                // The coordinator answers before it has them written.
                .until(() -> ends(IsolationLevel.READ_COMMITTED).equals(ends(IsolationLevel.READ_UNCOMMITTED)));
        Map<Integer, Long> markers = new TreeMap<>();
        ends(IsolationLevel.READ_UNCOMMITTED).forEach((at, end) -> markers.put(at.partition(), end - 1));
        written.clear();
        return markers;
    }

    private Map<TopicPartition, Long> ends(IsolationLevel isolationLevel)
            throws InterruptedException, ExecutionException {
        return admin
                .listOffsets(
                        written.stream()
                                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest())),
                        new ListOffsetsOptions(isolationLevel))
                .all()
                .get()
                .entrySet()
                .stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, end -> end.getValue().offset()));
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
