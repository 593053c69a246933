import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.kstream.JoinWindows;

/**
 * Joins two topics that hold a record of each key, and counts the results. Usage: {@code java -cp 'libs/*'
 * MissedJoins.java BOOTSTRAP [PROTOCOL...]}.
 *
 * <p>Exit code 0: topics of different numbers of partitions are refused, or joined in full. 1: results are missing.
 */
public final class MissedJoins {
    private static final int KEYS = 100;
    private static final Duration DEADLINE = Duration.ofSeconds(120);

    public static void main(String[] args) throws Exception {
        List<String> protocols = args.length > 1 ? List.of(args).subList(1, args.length) : List.of("classic");
        boolean missing = false;
        for (String protocol : protocols) {
            for (int partitionsLeft : List.of(2, 1)) {
                String result = new MissedJoins(args[0], protocol).join(partitionsLeft, 2);
                missing |= result.matches("\\d+ of .*") && !result.startsWith(KEYS + " ");
                System.out.printf("%s, group.protocol=%s, %d and 2 partitions: %s%n",
                        streams(), protocol, partitionsLeft, result);
            }
        }
        System.exit(missing ? 1 : 0);
    }

    /** The file of Streams on the class path, which names its version. */
    private static String streams() {
        return Path.of(KafkaStreams.class.getProtectionDomain().getCodeSource().getLocation().getPath())
                .getFileName()
                .toString();
    }

    private final String bootstrap;
    private final String protocol;
    private final String name = "missed-joins-" + Uuid.randomUuid();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final CountDownLatch failed = new CountDownLatch(1);

    private MissedJoins(String bootstrap, String protocol) {
        this.bootstrap = bootstrap;
        this.protocol = protocol;
    }

    private String join(int partitionsLeft, int partitionsRight) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(List.of(
                            new NewTopic(name + "-left", partitionsLeft, (short) -1),
                            new NewTopic(name + "-right", partitionsRight, (short) -1),
                            new NewTopic(name + "-joined", 1, (short) -1)))
                    .all()
                    .get();
            write();
            Path state = Files.createTempDirectory("missed-joins");
            long deadline = System.nanoTime() + DEADLINE.toNanos();
            try (KafkaStreams streams = streamsOf(state)) {
                streams.setUncaughtExceptionHandler(thrown -> {
                    failure.set(thrown);
                    failed.countDown();
                    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
                });
                streams.start();
                boolean through = false;
                while (!through && System.nanoTime() < deadline && !failed.await(100, TimeUnit.MILLISECONDS)) {
                    through = committed(admin) >= 2 * KEYS;
                }
                streams.close(Duration.ofSeconds(30));
            } finally {
                delete(state);
            }
            if (failure.get() == null && committed(admin) < 2 * KEYS) {
                return "not through with its input after " + DEADLINE.toSeconds() + " s";
            }
            return failure.get() == null
                    ? joined(admin) + " of " + KEYS + " keys joined"
                    : failure.get().getClass().getSimpleName();
        }
    }

    private KafkaStreams streamsOf(Path state) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.<String, String>stream(name + "-left")
                .join(
                        builder.<String, String>stream(name + "-right"),
                        (left, right) -> left + right,
                        JoinWindows.ofTimeDifferenceWithNoGrace(Duration.ofHours(1)))
                .to(name + "-joined");
        Properties settings = new Properties();
        settings.put("bootstrap.servers", bootstrap);
        settings.put("application.id", name);
        settings.put("group.protocol", protocol);
        settings.put("state.dir", state.toString());
        settings.put("commit.interval.ms", "100");
        settings.put("replication.factor", "-1");
        settings.put("default.key.serde", Serdes.StringSerde.class);
        settings.put("default.value.serde", Serdes.StringSerde.class);
        return new KafkaStreams(builder.build(), settings);
    }

    private static void delete(Path directory) throws Exception {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        }
    }

    private void write() {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap), new StringSerializer(), new StringSerializer())) {
            for (int key = 0; key < KEYS; key++) {
                for (String topic : List.of(name + "-left", name + "-right")) {
                    producer.send(new ProducerRecord<>(topic, "key-" + key, "v"));
                }
            }
        }
    }

    /** How many records the application is through with. */
    private long committed(Admin admin) throws Exception {
        return admin.listConsumerGroupOffsets(name).partitionsToOffsetAndMetadata().get().values().stream()
                .filter(offset -> offset != null)
                .mapToLong(OffsetAndMetadata::offset)
                .sum();
    }

    private long joined(Admin admin) throws Exception {
        TopicPartition topic = new TopicPartition(name + "-joined", 0);
        return admin.listOffsets(Map.of(topic, OffsetSpec.latest())).partitionResult(topic).get().offset();
    }
}
