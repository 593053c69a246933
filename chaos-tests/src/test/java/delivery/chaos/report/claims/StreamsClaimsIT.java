package delivery.chaos.report.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.errors.TopologyException;
import org.apache.kafka.streams.kstream.JoinWindows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the ledger claims of Kafka Streams, as far as no fault is needed for it. */
class StreamsClaimsIT extends LiveCluster {
    private static final int RECORDS = 5;
    private static final long KEYS = 30;

    @TempDir
    private Path state;

    private KafkaStreams streams(String name, StreamsBuilder topology, Map<String, String> settings) {
        Properties all = new Properties();
        all.put("bootstrap.servers", cluster.bootstrapServers());
        all.put("application.id", name);
        all.put("state.dir", state.resolve(name).toString());
        all.put("default.key.serde", Serdes.StringSerde.class);
        all.put("default.value.serde", Serdes.StringSerde.class);
        all.put("replication.factor", "3");
        all.putAll(settings);
        return new KafkaStreams(topology.build(), all);
    }

    private long end(TopicPartition topic, IsolationLevel level) throws Exception {
        return admin().listOffsets(Map.of(topic, OffsetSpec.latest()), new ListOffsetsOptions(level))
                .partitionResult(topic)
                .get()
                .offset();
    }

    /** Copies records one by one, each when the one before can be read. Returns how many markers that took. */
    private long markersOf(String name, String commitIntervalMs, IsolationLevel readBefore) throws Exception {
        TopicPartition in = createTopic(name + "-in", 1, Map.of());
        TopicPartition out = createTopic(name + "-out", 1, Map.of());
        StreamsBuilder copy = new StreamsBuilder();
        copy.stream(in.topic()).to(out.topic());
        Map<String, String> settings = Map.of(
                "processing.guarantee", "exactly_once_v2",
                "commit.interval.ms", commitIntervalMs,
                "producer.linger.ms", "0",
                "producer.transaction.timeout.ms", "120000");
        try (KafkaStreams streams = streams(name, copy, settings)) {
            streams.start();
            for (int record = 0; record < RECORDS; record++) {
                long before = end(out, readBefore);
                write(in, "a record");
                await("it in the output").until(() -> end(out, readBefore) > before);
            }
            streams.close(Duration.ofSeconds(30));
        }
        await("the last commit").until(() -> end(out, IsolationLevel.READ_COMMITTED) > RECORDS);
        return end(out, IsolationLevel.READ_COMMITTED) - RECORDS;
    }

    @Test
    void aLongerCommitIntervalMakesFewerAndLargerTransactions() throws Exception {
        assertThat(markersOf("short-interval", "10", IsolationLevel.READ_COMMITTED))
                .isEqualTo(RECORDS);
        assertThat(markersOf("long-interval", "100000", IsolationLevel.READ_UNCOMMITTED))
                .isEqualTo(1);
    }

    @Test
    void theTransactionalIdIsMadeFromTheApplicationId() throws Exception {
        markersOf("makes-its-id", "10", IsolationLevel.READ_COMMITTED);

        assertThat(admin().listTransactions().all().get())
                .extracting(TransactionListing::transactionalId)
                .anyMatch(id -> id.matches("makes-its-id-.+-\\d+"));
    }

    @Test
    void aJoinOfTopicsOfTheSameNumberOfPartitionsHasAllKeys() throws Exception {
        assertThat(keysJoined("equal", "classic", 2)).isEqualTo(KEYS);
    }

    @Test
    void aJoinOfTopicsOfDifferentNumbersOfPartitionsMissesKeysInAClassicGroup() throws Exception {
        assertThat(keysJoined("unequal", "classic", 1)).isLessThan(KEYS);
    }

    @Test
    void aJoinOfTopicsOfDifferentNumbersOfPartitionsFailsInAStreamsGroup() {
        assertThatThrownBy(() -> keysJoined("refused", "streams", 1)).isInstanceOf(TopologyException.class);
    }

    /** How many keys come out of a join with a topic of two partitions. Throws what the application fails with. */
    private long keysJoined(String name, String groupProtocol, int partitionsOfTheOther) throws Exception {
        createTopic(name + "-left", partitionsOfTheOther, Map.of());
        createTopic(name + "-right", 2, Map.of());
        TopicPartition joined = createTopic(name + "-joined", 1, Map.of());
        writeKeys(name + "-left");
        writeKeys(name + "-right");
        StreamsBuilder join = new StreamsBuilder();
        join.<String, String>stream(name + "-left")
                .join(
                        join.<String, String>stream(name + "-right"),
                        (left, right) -> left + right,
                        JoinWindows.ofTimeDifferenceWithNoGrace(Duration.ofHours(1)))
                .to(joined.topic());
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Map<String, String> settings = Map.of("group.protocol", groupProtocol, "commit.interval.ms", "100");
        try (KafkaStreams streams = streams(name, join, settings)) {
            streams.setUncaughtExceptionHandler(thrown -> {
                failure.set(thrown);
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            });
            streams.start();
            await("all that was written").until(() -> failure.get() != null || committed(name) == 2 * KEYS);
        }
        if (failure.get() instanceof Exception failed) {
            throw failed;
        }
        return end(joined, IsolationLevel.READ_UNCOMMITTED);
    }

    private void writeKeys(String topic) {
        try (KafkaProducer<String, String> producer = producer(Map.of())) {
            for (int key = 0; key < KEYS; key++) {
                producer.send(new ProducerRecord<>(topic, "key-" + key, "v"));
            }
        }
    }

    private long committed(String group) throws Exception {
        return admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().values().stream()
                .filter(Objects::nonNull)
                .mapToLong(OffsetAndMetadata::offset)
                .sum();
    }
}
