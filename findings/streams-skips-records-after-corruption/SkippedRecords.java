import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;

/**
 * Copies a topic with Kafka Streams under exactly_once_v2. One commitTransaction() is carried out and reported as timed
 * out, as it happens when the coordinator's answer takes longer than max.block.ms. Prints how many records the copy
 * lacks: none by Kafka's promise.
 *
 * <pre>java -cp "LIBS/*" SkippedRecords.java BOOTSTRAP_SERVERS [POLL_MS]</pre>
 *
 * Exit code 0: every record was copied once. 1: records are missing.
 */
public class SkippedRecords {
    private static final int RECORDS = 3_000;
    private static final int PROCESSED_BEFORE_TIMEOUT = 500;

    private static volatile int processed;
    private static volatile boolean timedOut;

    /**
     * Reports one commit as timed out that was carried out. Called again, as a producer may be after such a timeout,
     * it has the answer.
     */
    private static final class AnswerLate extends KafkaProducer<byte[], byte[]> {
        private boolean answerIsAwaited;

        AnswerLate(Map<String, Object> settings) {
            super(settings, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public void commitTransaction() {
            if (answerIsAwaited) {
                answerIsAwaited = false;
                return;
            }
            super.commitTransaction();
            if (processed >= PROCESSED_BEFORE_TIMEOUT && !timedOut) {
                timedOut = true;
                answerIsAwaited = true;
                throw new TimeoutException("the answer to EndTxn took longer than max.block.ms");
            }
        }
    }

    public static void main(String[] arguments) throws Exception {
        String bootstrapServers = arguments[0];
        String pollMs = arguments.length > 1 ? arguments[1] : "100";
        String input = "skipped-input-" + System.nanoTime();
        String output = input.replace("input", "output");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            Optional<Short> asTheBrokersSay = Optional.empty();
            admin.createTopics(List.of(
                            new NewTopic(input, Optional.of(1), asTheBrokersSay),
                            new NewTopic(output, Optional.of(1), asTheBrokersSay)))
                    .all()
                    .get();
        }
        Map<String, Object> producing = Map.of("bootstrap.servers", bootstrapServers);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(producing, new StringSerializer(), new StringSerializer())) {
            for (int i = 0; i < RECORDS; i++) {
                producer.send(new ProducerRecord<>(input, "key", String.valueOf(i)));
            }
        }
        copy(bootstrapServers, pollMs, input, output);
        System.exit(report(bootstrapServers, output));
    }

    private static void copy(String bootstrapServers, String pollMs, String input, String output) throws Exception {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, input);
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.StringSerde.class);
        settings.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.StringSerde.class);
        settings.put(StreamsConfig.POLL_MS_CONFIG, pollMs);
        settings.put("auto.offset.reset", "earliest");
        CountDownLatch last = new CountDownLatch(1);
        StreamsBuilder builder = new StreamsBuilder();
        builder.<String, String>stream(input)
                .peek((key, value) -> {
                    processed++;
                    // Work that takes a moment, so that a commit comes in the middle of what was polled.
                    work();
                    if (value.equals(String.valueOf(RECORDS - 1))) {
                        last.countDown();
                    }
                })
                .to(output);
        try (KafkaStreams streams = new KafkaStreams(builder.build(), settings, new DefaultKafkaClientSupplier() {
            @Override
            public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
                return new AnswerLate(config);
            }
        })) {
            streams.start();
            if (!last.await(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("the last record was not processed within a minute");
            }
        }
    }

    private static void work() {
        long untilNanos = System.nanoTime() + 500_000;
        while (System.nanoTime() < untilNanos) {
            Thread.onSpinWait();
        }
    }

    private static int report(String bootstrapServers, String output) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
        TreeSet<Integer> missing = new TreeSet<>();
        for (int i = 0; i < RECORDS; i++) {
            missing.add(i);
        }
        List<String> twice = new ArrayList<>();
        TopicPartition partition = new TopicPartition(output, 0);
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofSeconds(1)).forEach(record -> {
                    if (!missing.remove(Integer.valueOf(record.value()))) {
                        twice.add(record.value());
                    }
                });
            }
        }
        System.out.printf(
                "%d records, %d missing%s, %d twice; a commit was reported as timed out: %s%n",
                RECORDS,
                missing.size(),
                missing.isEmpty() ? "" : " (" + missing.first() + " to " + missing.last() + ")",
                twice.size(),
                timedOut);
        return missing.isEmpty() && twice.isEmpty() && timedOut ? 0 : 1;
    }
}
