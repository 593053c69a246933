package delivery.chaos.report.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

/** What the ledger claims of transactions, as far as no fault is needed for it. */
class TransactionClaimsIT extends LiveCluster {

    private KafkaProducer<String, String> begun(String id, String timeoutMs, TopicPartition topic) throws Exception {
        KafkaProducer<String, String> producer =
                producer(Map.of("transactional.id", id, "transaction.timeout.ms", timeoutMs));
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(topic.topic(), 0, "k", "of a transaction"))
                .get();
        return producer;
    }

    private long endOf(TopicPartition topic, IsolationLevel level) throws Exception {
        return admin().listOffsets(Map.of(topic, OffsetSpec.latest()), new ListOffsetsOptions(level))
                .partitionResult(topic)
                .get()
                .offset();
    }

    private TransactionState state(String id) throws Exception {
        return admin().describeTransactions(List.of(id)).description(id).get().state();
    }

    @Test
    void aReaderOfCommittedRecordsWaitsBehindAnOpenTransaction() throws Exception {
        TopicPartition topic = createTopic("open", 1, Map.of());
        try (KafkaProducer<String, String> producer = begun("open", "60000", topic)) {
            write(topic, "of no transaction");
            assertThat(endOf(topic, IsolationLevel.READ_UNCOMMITTED)).isEqualTo(2);
            assertThat(endOf(topic, IsolationLevel.READ_COMMITTED)).isZero();

            producer.commitTransaction();

            // Both records and the marker.
            await("the marker").until(() -> endOf(topic, IsolationLevel.READ_COMMITTED) == 3);
        }
    }

    @Test
    void anOpenTransactionIsAbortedAfterItsTimeoutAndItsCommitRefused() throws Exception {
        TopicPartition topic = createTopic("slow", 1, Map.of());
        try (KafkaProducer<String, String> producer = begun("slow", "1000", topic)) {
            await("the coordinator to abort").until(() -> state("slow") == TransactionState.COMPLETE_ABORT);

            assertThatThrownBy(producer::commitTransaction).isInstanceOf(KafkaException.class);
        }
    }

    @Test
    void theCoordinatorKnowsTheStateOfATransaction() throws Exception {
        TopicPartition topic = createTopic("states", 1, Map.of());
        try (KafkaProducer<String, String> producer = begun("states", "60000", topic)) {
            assertThat(state("states")).isEqualTo(TransactionState.ONGOING);

            producer.commitTransaction();

            await("the commit to be complete").until(() -> state("states") == TransactionState.COMPLETE_COMMIT);
        }
        ConfigResource log = new ConfigResource(ConfigResource.Type.TOPIC, "__transaction_state");
        assertThat(admin().describeConfigs(List.of(log))
                        .all()
                        .get()
                        .get(log)
                        .get("cleanup.policy")
                        .value())
                .isEqualTo("compact");
    }

    @Test
    void aMarkerStandsInEveryPartitionOfATransactionAndAfterItsOffsets() throws Exception {
        TopicPartition first = createTopic("marked", 2, Map.of());
        TopicPartition second = new TopicPartition("marked", 1);
        try (KafkaConsumer<String, String> consumer = consumer("marked", Map.of());
                KafkaProducer<String, String> producer = begun("marked", "60000", first)) {
            producer.send(new ProducerRecord<>("marked", 1, "k", "of the same")).get();
            long offsetsBefore = endOfOffsets();
            producer.sendOffsetsToTransaction(Map.of(first, new OffsetAndMetadata(0)), consumer.groupMetadata());
            producer.commitTransaction();

            // A record and a marker each.
            for (TopicPartition partition : List.of(first, second)) {
                await("the marker").until(() -> endOf(partition, IsolationLevel.READ_COMMITTED) == 2);
            }
            await("the marker of the offsets").until(() -> endOfOffsets() == offsetsBefore + 2);
        }
    }

    /** How many records and markers the topic of committed offsets has had; it is there once a group was. */
    private long endOfOffsets() throws Exception {
        String offsets = "__consumer_offsets";
        Set<String> topics = admin().listTopics(new ListTopicsOptions().listInternal(true))
                .names()
                .get();
        if (!topics.contains(offsets)) {
            return 0;
        }
        long end = 0;
        for (TopicPartitionInfo partition : admin().describeTopics(List.of(offsets))
                .allTopicNames()
                .get()
                .get(offsets)
                .partitions()) {
            end += endOf(new TopicPartition(offsets, partition.partition()), IsolationLevel.READ_COMMITTED);
        }
        return end;
    }

    @Test
    void recordsOfTwoTransactionsAreReadInTheOrderOfTheirOffsets() throws Exception {
        TopicPartition topic = createTopic("interleaved", 1, Map.of());
        try (KafkaProducer<String, String> one = begun("interleaved-1", "60000", topic);
                KafkaProducer<String, String> other = begun("interleaved-2", "60000", topic);
                KafkaConsumer<String, String> reader =
                        consumer("interleaved", Map.of("isolation.level", "read_committed"))) {
            one.send(new ProducerRecord<>(topic.topic(), 0, "k", "of the first again"))
                    .get();
            other.commitTransaction();
            one.commitTransaction();
            reader.assign(List.of(topic));
            reader.seekToBeginning(List.of(topic));
            List<String> values = new ArrayList<>();
            await("three records").until(() -> {
                reader.poll(Duration.ofMillis(200)).forEach(read -> values.add(read.offset() + " " + read.value()));
                return values.size() == 3;
            });

            assertThat(values).containsExactly("0 of a transaction", "1 of a transaction", "2 of the first again");
        }
    }

    @Test
    void theEpochGrowsWithEachTransactionAndEachStartOfAProducer() throws Exception {
        TopicPartition topic = createTopic("epochs", 1, Map.of());
        int first;
        int second;
        try (KafkaProducer<String, String> producer = begun("epochs", "60000", topic)) {
            first = epoch("epochs");
            producer.commitTransaction();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic.topic(), 0, "k", "of the next"))
                    .get();
            second = epoch("epochs");
            producer.commitTransaction();
        }
        try (KafkaProducer<String, String> restarted = begun("epochs", "60000", topic)) {
            assertThat(epoch("epochs")).isGreaterThan(second);
            restarted.commitTransaction();
        }
        assertThat(second).isEqualTo(first + 1);
    }

    private int epoch(String id) throws Exception {
        return admin().describeTransactions(List.of(id)).description(id).get().producerEpoch();
    }

    @Test
    void sequenceNumbersAreCountedByTheClient() throws Exception {
        TopicPartition topic = createTopic("counted", 1, Map.of());
        write(topic, "0", "1", "2");

        assertThat(admin().describeProducers(List.of(topic))
                        .partitionResult(topic)
                        .get()
                        .activeProducers())
                .singleElement()
                .satisfies(producer -> assertThat(producer.lastSequence()).isEqualTo(2));
    }
}
