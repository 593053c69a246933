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
 * Whether auto-commit commits a batch before it is processed. Usage: {@code java -cp 'libs/*' AutoCommit.java BOOTSTRAP
 * [PROTOCOL...]}.
 *
 * <p>Exit code 0: none was committed before it was processed. 1: some were.
 */
public final class AutoCommit {
    private static final int BATCHES = 20;
    private static final int BATCH = 5;
    /** So long a batch takes; the interval of auto-commit is a third of it. */
    private static final Duration WORK = Duration.ofMillis(300);

    public static void main(String[] args) throws Exception {
        List<String> protocols =
                args.length > 1 ? List.of(args).subList(1, args.length) : List.of("classic", "consumer");
        boolean any = false;
        for (String protocol : protocols) {
            int ahead = run(args[0], protocol);
            any |= ahead > 0;
            System.out.printf("%s, group.protocol=%s: %d of %d batches committed while they were processed%n",
                    clients(), protocol, ahead, BATCHES);
        }
        System.exit(any ? 1 : 0);
    }

    /** The file of the clients on the class path, which names their version. */
    private static String clients() {
        return Path.of(KafkaConsumer.class.getProtectionDomain().getCodeSource().getLocation().getPath())
                .getFileName()
                .toString();
    }

    private static int run(String bootstrap, String protocol) throws Exception {
        String name = "auto-commit-" + Uuid.randomUuid();
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", bootstrap,
                "group.id", name,
                "group.protocol", protocol,
                "auto.offset.reset", "earliest",
                "enable.auto.commit", "true",
                "auto.commit.interval.ms", "100",
                "max.poll.records", String.valueOf(BATCH));
        int ahead = 0;
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) -1))).all().get();
            fill(bootstrap, name);
            KafkaConsumer<String, String> consumer =
                    new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
            consumer.subscribe(List.of(name));
            for (int batches = 0; batches < BATCHES; ) {
                ConsumerRecords<String, String> records = consumer.poll(Duration.ofMillis(100));
                if (!records.isEmpty()) {
                    batches++;
                    long first = records.iterator().next().offset();
                    ahead += process(admin, name, first) ? 1 : 0;
                }
            }
            consumer.close();
        }
        return ahead;
    }

    private static void fill(String bootstrap, String topic) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap), new StringSerializer(), new StringSerializer())) {
            for (int i = 0; i < BATCHES * BATCH; i++) {
                producer.send(new ProducerRecord<>(topic, 0, "k", String.valueOf(i)));
            }
        }
    }

    /**
     * Works on a batch. Returns whether its offset was committed meanwhile: a process that dies now loses what it has
     * not done.
     */
    private static boolean process(Admin admin, String group, long first) throws Exception {
        boolean committed = false;
        long start = System.nanoTime();
        while (System.nanoTime() - start < WORK.toNanos()) {
            // The work itself: it takes its time, and nothing is waited for.
            Thread.sleep(20);
            OffsetAndMetadata offset = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .get(new TopicPartition(group, 0));
            committed |= offset != null && offset.offset() > first;
        }
        return committed;
    }
}
