import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The marker of an abort is refused by message.timestamp.before.max.ms, and its transaction stays undecided. Usage:
 * {@code java -cp 'libs/*' RefusedAbortMarker.java BOOTSTRAP [SECONDS]}.
 *
 * <p>Exit code 0: the transaction was aborted. 1: it is undecided.
 */
public final class RefusedAbortMarker {
    /** A marker is refused if the clock goes on by a millisecond before it is checked: with so many, one is. */
    private static final int PARTITIONS = 50;

    private static final Duration OLD = Duration.ofSeconds(10);

    public static void main(String[] args) throws Exception {
        System.out.println(clients());
        int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 30;
        String name = "refused-abort-marker-" + Uuid.randomUuid();
        Map<String, Object> settings = Map.of("bootstrap.servers", args[0]);
        Map<String, Object> transactional = Map.of("bootstrap.servers", args[0], "transactional.id", name);
        try (Admin admin = Admin.create(settings);
                KafkaProducer<String, String> plain = producer(settings);
                KafkaProducer<String, String> producer = producer(transactional)) {
            admin.createTopics(List.of(new NewTopic(name, PARTITIONS, (short) -1))).all().get();
            producer.initTransactions();
            producer.beginTransaction();
            IntStream.range(0, PARTITIONS)
                    .forEach(partition -> producer.send(new ProducerRecord<>(name, partition, "k", "v")));
            producer.flush();
            limitAge(admin, name, "0", OpType.SET);
            for (int partition = 0; partition < PARTITIONS; partition++) {
                awaitLimit(plain, name, partition);
            }
            producer.abortTransaction();
            System.out.println("abortTransaction() returned; the transaction is " + state(admin, name));
            limitAge(admin, name, null, OpType.DELETE);
            String end = watch(admin, name, Duration.ofSeconds(seconds));
            // Not by closing the producer, which would wait for its transaction.
            Runtime.getRuntime().halt(end.equals("PrepareAbort") ? 1 : 0);
        }
    }

    /** The file of the clients on the class path, which names their version. */
    private static String clients() {
        return Path.of(KafkaProducer.class.getProtectionDomain().getCodeSource().getLocation().getPath())
                .getFileName()
                .toString();
    }

    private static KafkaProducer<String, String> producer(Map<String, Object> settings) {
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    private static void limitAge(Admin admin, String topic, String ms, OpType what) throws Exception {
        Map<ConfigResource, Collection<AlterConfigOp>> change = Map.of(
                new ConfigResource(ConfigResource.Type.TOPIC, topic),
                List.of(new AlterConfigOp(
                        new ConfigEntry(TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG, ms), what)));
        admin.incrementalAlterConfigs(change).all().get();
    }

    /** Until the leader knows the limit: it refuses a record of ten seconds ago. */
    private static void awaitLimit(KafkaProducer<String, String> producer, String topic, int partition)
            throws InterruptedException {
        while (true) {
            try {
                long then = System.currentTimeMillis() - OLD.toMillis();
                producer.send(new ProducerRecord<>(topic, partition, then, "k", "old")).get();
            } catch (ExecutionException refused) {
                if (refused.getCause() instanceof InvalidTimestampException) {
                    return;
                }
            }
        }
    }

    private static String state(Admin admin, String transactionalId) throws Exception {
        return admin.describeTransactions(List.of(transactionalId))
                .description(transactionalId)
                .get()
                .state()
                .toString();
    }

    private static String watch(Admin admin, String name, Duration howLong) throws Exception {
        long start = System.nanoTime();
        String state = state(admin, name);
        while (System.nanoTime() - start < howLong.toNanos() && state.equals("PrepareAbort")) {
            Thread.sleep(500);
            state = state(admin, name);
        }
        System.out.printf("%d s after the limit was taken away the transaction is %s%n",
                Duration.ofNanos(System.nanoTime() - start).toSeconds(), state);
        return state;
    }
}
