package delivery.chaos.report.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.network.wire.WireTap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.Test;

/** What the ledger claims of topics, groups and offsets. */
class GroupClaimsIT extends LiveCluster {
    private static final Map<String, String> EARLIEST = Map.of("auto.offset.reset", "earliest");
    private static final Duration A_POLL = Duration.ofMillis(200);

    @Test
    void aKeyMovesWhenPartitionsAreAdded() throws Exception {
        createTopic("grows", 3, Map.of());
        List<Integer> before = partitionsOfKeys("grows");

        admin().createPartitions(Map.of("grows", NewPartitions.increaseTo(6)))
                .all()
                .get();
        List<Integer> after = await("keys in the new partitions")
                .until(() -> partitionsOfKeys("grows"), partitions -> Collections.max(partitions) >= 3);

        assertThat(after.stream().map(partition -> partition % 3)).containsExactlyElementsOf(before);
        assertThat(after).isNotEqualTo(before);
    }

    private List<Integer> partitionsOfKeys(String topic) {
        try (KafkaProducer<String, String> producer = producer(Map.of())) {
            return IntStream.range(0, 20)
                    .mapToObj(key -> producer.send(new ProducerRecord<>(topic, "key-" + key, "v")))
                    .map(sent -> await("a record written")
                            .until(sent::get, written -> true)
                            .partition())
                    .toList();
        }
    }

    @Test
    void aCommittedOffsetThatIsOutOfRangeIsResetToo() throws Exception {
        TopicPartition topic = createTopic("cut", 1, Map.of());
        write(topic, "0", "1", "2", "3", "4", "5", "6", "7");
        commit("behind", topic, 2);
        commit("behind-latest", topic, 2);
        admin().deleteRecords(Map.of(topic, RecordsToDelete.beforeOffset(5)))
                .all()
                .get();

        try (KafkaConsumer<String, String> earliest = consumer("behind", EARLIEST);
                KafkaConsumer<String, String> latest = consumer("behind-latest", Map.of())) {
            earliest.subscribe(List.of("cut"));
            latest.assign(List.of(topic));

            assertThat(firstOffset(earliest)).isEqualTo(5);
            await("the position to be reset").until(() -> {
                assertThat(latest.poll(A_POLL)).isEmpty();
                return latest.position(topic) == 8;
            });
        }
    }

    private void commit(String group, TopicPartition topic, long offset) {
        try (KafkaConsumer<String, String> consumer = consumer(group, Map.of())) {
            consumer.assign(List.of(topic));
            consumer.commitSync(Map.of(topic, new OffsetAndMetadata(offset)));
        }
    }

    @Test
    void aNewGroupWithTheDefaultMissesWhatCameBeforeIt() throws Exception {
        TopicPartition topic = createTopic("missed", 1, Map.of());
        write(topic, "0", "1", "2");

        try (KafkaConsumer<String, String> consumer = consumer("late-comer", Map.of())) {
            consumer.subscribe(List.of("missed"));
            assigned(consumer);
            assertThat(consumer.position(topic)).isEqualTo(3);
            write(topic, "3");

            assertThat(firstOffset(consumer)).isEqualTo(3);
        }
    }

    @Test
    void pollDoesNotWaitForAnAutoCommit() throws Exception {
        TopicPartition topic = createTopic("auto-committed", 1, Map.of());
        write(topic, "0");
        try (WireTap tap = WireTap.open(topic.topic(), cluster.clientEndpoints());
                KafkaConsumer<String, String> consumer = consumer(
                        topic.topic(),
                        Map.of(
                                "bootstrap.servers", tap.bootstrapServers(),
                                "enable.auto.commit", "true",
                                "auto.commit.interval.ms", "100",
                                "auto.offset.reset", "earliest"))) {
            CompletableFuture<HeldRequest> held = new CompletableFuture<>();
            Hold commit = tap.hold(request -> request.apiKey() == ApiKeys.OFFSET_COMMIT);
            consumer.subscribe(List.of(topic.topic()));
            assertThat(firstOffset(consumer)).isZero();
            held.completeAsync(() -> await("a commit").until(() -> commit.await(A_POLL), caught -> true));
            await("a poll that commits").until(() -> {
                consumer.poll(A_POLL);
                return held.isDone();
            });

            write(topic, "1");

            assertThat(firstOffset(consumer)).isEqualTo(1);
            held.get().passOn();
        }
    }

    @Test
    void groupsKeepOffsetsOfTheirOwn() throws Exception {
        TopicPartition topic = createTopic("shared", 1, Map.of());
        write(topic, "0", "1", "2", "3");
        commit("one", topic, 1);
        commit("other", topic, 3);

        for (Map.Entry<String, Long> expected : Map.of("one", 1L, "other", 3L).entrySet()) {
            try (KafkaConsumer<String, String> consumer = consumer(expected.getKey(), EARLIEST)) {
                consumer.subscribe(List.of("shared"));
                assertThat(firstOffset(consumer)).isEqualTo(expected.getValue());
            }
        }
    }

    @Test
    void aConsumerMoreThanPartitionsIsIdleUntilTheOtherCloses() throws Exception {
        createTopic("one-partition", 1, Map.of());
        try (KafkaConsumer<String, String> first = consumer("two-members", EARLIEST);
                KafkaConsumer<String, String> second = consumer("two-members", EARLIEST)) {
            first.subscribe(List.of("one-partition"));
            assigned(first);
            second.subscribe(List.of("one-partition"));
            await("two members and one owner").until(() -> {
                first.poll(A_POLL);
                second.poll(A_POLL);
                return members("two-members") == 2
                        && first.assignment().size() + second.assignment().size() == 1;
            });

            (first.assignment().isEmpty() ? second : first).close();

            // Its session would last for 45 s: the group learns of it at once.
            assertThat(members("two-members")).isEqualTo(1);
        }
    }

    @Test
    void aConsumerThatWasThrownOutIsToldThatItsPartitionsAreLost() throws Exception {
        createTopic("lost-to-others", 1, Map.of());
        List<String> calls = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                consumer("slow", Map.of("auto.offset.reset", "earliest", "max.poll.interval.ms", "1000"))) {
            consumer.subscribe(List.of("lost-to-others"), noting(calls));
            assigned(consumer);
            await("the group to be without it").until(() -> members("slow") == 0);
            await("it to be told").until(() -> {
                consumer.poll(A_POLL);
                return calls.size() > 1;
            });

            assertThat(calls).startsWith("assigned", "lost");
        }
    }

    private static ConsumerRebalanceListener noting(List<String> calls) {
        return new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                calls.add("revoked");
            }

            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                calls.add("assigned");
            }

            @Override
            public void onPartitionsLost(Collection<TopicPartition> partitions) {
                calls.add("lost");
            }
        };
    }

    private int members(String group) throws Exception {
        return admin().describeConsumerGroups(List.of(group))
                .all()
                .get()
                .get(group)
                .members()
                .size();
    }

    @Test
    void deletingRecordsMovesTheBeginningOfALog() throws Exception {
        TopicPartition topic = createTopic("shortened", 1, Map.of());
        write(topic, "0", "1", "2");

        admin().deleteRecords(Map.of(topic, RecordsToDelete.beforeOffset(2)))
                .all()
                .get();

        try (KafkaConsumer<String, String> consumer = consumer("reader", EARLIEST)) {
            consumer.assign(List.of(topic));
            assertThat(firstOffset(consumer)).isEqualTo(2);
        }
    }

    @Test
    void aTopicHasReplicasOnAsManyBrokersAsItsReplicationFactorSays() throws Exception {
        admin().createTopics(List.of(new NewTopic("on-two-of-three", 1, (short) 2)))
                .all()
                .get();

        await("its description")
                .untilAsserted(() -> assertThat(admin().describeTopics(List.of("on-two-of-three"))
                                .allTopicNames()
                                .get()
                                .get("on-two-of-three")
                                .partitions()
                                .get(0)
                                .replicas())
                        .hasSize(2));
    }

    @Test
    void moreReplicasThanBrokersAreRefused() {
        assertThatThrownBy(() -> admin().createTopics(List.of(new NewTopic("too-many", 1, (short) 4)))
                        .all()
                        .get())
                .hasCauseInstanceOf(InvalidReplicationFactorException.class);
    }
}
