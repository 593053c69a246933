import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * After a process died in the middle of a transaction, one that makes its producer at the first batch, as a listener of
 * Spring does, waits for transaction.timeout.ms; one that makes it at its start does not. Usage: {@code java -cp
 * 'libs/*' ProducerAtFirstBatch.java BOOTSTRAP [TRANSACTION_TIMEOUT_MS]}.
 *
 * <p>Exit code 0: neither waited for that long. 1: the first did.
 */
public final class ProducerAtFirstBatch {
    private static final String TIMEOUT_MS_UNASKED = "10000";

    private final String bootstrap;
    private final String timeoutMs;
    private final String name = "producer-at-first-batch-" + Uuid.randomUuid();
    private final TopicPartition events = new TopicPartition(name, 0);

    private ProducerAtFirstBatch(String bootstrap, String timeoutMs) {
        this.bootstrap = bootstrap;
        this.timeoutMs = timeoutMs;
    }

    public static void main(String[] args) throws Exception {
        String timeoutMs = args.length > 1 ? args[1] : TIMEOUT_MS_UNASKED;
        System.out.println(clients() + ", transaction.timeout.ms " + timeoutMs);
        long atFirstBatchMs = new ProducerAtFirstBatch(args[0], timeoutMs).restart(false);
        System.out.printf("a producer made at the first batch: the batch came after %d ms%n", atFirstBatchMs);
        long atStartMs = new ProducerAtFirstBatch(args[0], timeoutMs).restart(true);
        System.out.printf("a producer made at the start: the batch came after %d ms%n", atStartMs);
        System.exit(atFirstBatchMs > Long.parseLong(timeoutMs) / 2 ? 1 : 0);
    }

    /** The file of the clients on the class path, which names their version. */
    private static String clients() {
        return Path.of(KafkaProducer.class.getProtectionDomain().getCodeSource().getLocation().getPath())
                .getFileName()
                .toString();
    }

    /** Returns how many milliseconds it is from a restart to its first batch. */
    private long restart(boolean producerAtStart) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) -1))).all().get();
        }
        dieInTheMiddleOfATransaction();
        long start = System.nanoTime();
        KafkaProducer<String, String> producer = producerAtStart ? initialised() : null;
        try (KafkaConsumer<String, String> consumer = consumer()) {
            consumer.assign(List.of(events));
            ConsumerRecords<String, String> batch;
            do {
                batch = consumer.poll(Duration.ofMillis(100));
            } while (batch.isEmpty());
            long elapsedMs = Duration.ofNanos(System.nanoTime() - start).toMillis();
            if (producer == null) {
                producer = initialised();
            }
            return elapsedMs;
        } finally {
            if (producer != null) {
                producer.close();
            }
        }
    }

    /** What SIGKILL leaves between sendOffsetsToTransaction and commitTransaction. */
    private void dieInTheMiddleOfATransaction() throws Exception {
        KafkaProducer<String, String> producer = initialised();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(name, 0, "k", "v")).get();
        producer.commitTransaction();
        producer.beginTransaction();
        try (KafkaConsumer<String, String> consumer = consumer()) {
            consumer.assign(List.of(events));
            producer.sendOffsetsToTransaction(
                    Map.of(events, new OffsetAndMetadata(0)), consumer.groupMetadata());
        }
        // At once, so that it has no time to abort.
        producer.close(Duration.ZERO);
    }

    private KafkaProducer<String, String> initialised() {
        KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", bootstrap,
                        "transactional.id", name,
                        "transaction.timeout.ms", timeoutMs),
                new StringSerializer(),
                new StringSerializer());
        producer.initTransactions();
        return producer;
    }

    private KafkaConsumer<String, String> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrap,
                        "group.id", name,
                        "enable.auto.commit", "false",
                        "auto.offset.reset", "earliest",
                        "isolation.level", "read_committed"),
                new StringDeserializer(),
                new StringDeserializer());
    }
}
