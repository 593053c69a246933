package delivery.chaos.report.claims;

import delivery.chaos.cluster.KafkaCluster;
import delivery.chaos.cluster.TransactionVersion;
import delivery.chaos.process.ChildProcesses;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Three brokers, and nothing in their way: what is claimed of clients and brokers is tried by the clients alone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(OutcomeForTheLedger.class)
abstract class LiveCluster {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final Duration A_POLL = Duration.ofMillis(200);

    private ChildProcesses processes;
    KafkaCluster cluster;

    @BeforeAll
    void startBrokers(@TempDir Path directory) throws IOException {
        processes = new ChildProcesses();
        cluster = KafkaCluster.start(processes, directory, transactionVersion());
    }

    TransactionVersion transactionVersion() {
        return TransactionVersion.DEFAULT;
    }

    @AfterAll
    void stopBrokers() throws IOException {
        if (cluster != null) {
            cluster.close();
        }
        processes.close();
    }

    Admin admin() {
        return cluster.admin();
    }

    TopicPartition createTopic(String name, int partitions, Map<String, String> configs) throws Exception {
        admin().createTopics(List.of(new NewTopic(name, partitions, (short) 3).configs(configs)))
                .all()
                .get();
        await("a leader of " + name).until(() -> cluster.leader(name, partitions - 1) >= 0);
        return new TopicPartition(name, 0);
    }

    KafkaProducer<String, String> producer(Map<String, String> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.putIfAbsent("bootstrap.servers", cluster.bootstrapServers());
        return new KafkaProducer<>(all, new StringSerializer(), new StringSerializer());
    }

    KafkaConsumer<String, String> consumer(String group, Map<String, String> settings) {
        Map<String, Object> all = new HashMap<>();
        all.put("bootstrap.servers", cluster.bootstrapServers());
        all.put("group.id", group);
        all.put("enable.auto.commit", "false");
        all.putAll(settings);
        return new KafkaConsumer<>(all, new StringDeserializer(), new StringDeserializer());
    }

    /** Writes values with the key {@code k}, acknowledged. */
    RecordMetadata write(TopicPartition to, String... values) throws Exception {
        RecordMetadata last = null;
        try (KafkaProducer<String, String> producer = producer(Map.of())) {
            for (String value : values) {
                last = producer.send(new ProducerRecord<>(to.topic(), to.partition(), "k", value))
                        .get();
            }
        }
        return last;
    }

    /** The offset of the first record that a consumer is given, once it is given one. */
    static long firstOffset(KafkaConsumer<String, String> consumer) {
        return await("a record")
                .until(() -> consumer.poll(A_POLL), polled -> !polled.isEmpty())
                .iterator()
                .next()
                .offset();
    }

    /** Polls until the consumer has partitions. */
    static Set<TopicPartition> assigned(KafkaConsumer<String, String> consumer) {
        return await("an assignment")
                .until(
                        () -> {
                            consumer.poll(A_POLL);
                            return consumer.assignment();
                        },
                        partitions -> !partitions.isEmpty());
    }

    static ConditionFactory await(String what) {
        // A broker that is down, or not up yet, is an answer like any other; the deadline names the last one.
        return Awaitility.await(what)
                .atMost(DEADLINE)
                .pollInSameThread()
                .ignoreExceptionsInstanceOf(ExecutionException.class);
    }
}
