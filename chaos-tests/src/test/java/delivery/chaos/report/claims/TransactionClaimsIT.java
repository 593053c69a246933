package delivery.chaos.report.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
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
