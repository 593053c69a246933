package delivery.chaos.report.claims;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.network.wire.WireTap;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * A Produce arrives when its transaction has been aborted: below transaction.version 2 only the leader's verification
 * keeps it from opening a transaction that nobody will end (KIP-890).
 */
abstract class LateWrites extends LiveCluster {
    static final String STANDS_STILL = "readers stand still";
    static final String REFUSED = "the write is refused";

    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final String VERIFICATION = "transaction.partition.verification.enable";

    void verify(boolean enabled) throws Exception {
        ConfigResource allBrokers = new ConfigResource(ConfigResource.Type.BROKER, "");
        AlterConfigOp set =
                new AlterConfigOp(new ConfigEntry(VERIFICATION, String.valueOf(enabled)), AlterConfigOp.OpType.SET);
        admin().incrementalAlterConfigs(Map.of(allBrokers, List.of(set))).all().get();
        for (int broker : List.of(1, 2, 3)) {
            ConfigResource one = new ConfigResource(ConfigResource.Type.BROKER, String.valueOf(broker));
            await("broker " + broker + " to have " + VERIFICATION)
                    .until(() -> admin().describeConfigs(List.of(one))
                            .all()
                            .get()
                            .get(one)
                            .get(VERIFICATION)
                            .value()
                            .equals(String.valueOf(enabled)));
        }
    }

    long end(TopicPartition topic, IsolationLevel level) throws Exception {
        return admin().listOffsets(Map.of(topic, OffsetSpec.latest()), new ListOffsetsOptions(level))
                .partitionResult(topic)
                .get()
                .offset();
    }

    Optional<ProducerState> undecided(TopicPartition topic) throws Exception {
        return admin().describeProducers(List.of(topic)).partitionResult(topic).get().activeProducers().stream()
                .filter(producer -> producer.currentTransactionStartOffset().isPresent())
                .findFirst();
    }

    TransactionState stateAtItsCoordinator(String id) throws Exception {
        return admin().describeTransactions(List.of(id)).description(id).get().state();
    }

    /**
     * Aborts a transaction of two records of which the second is on its way for longer than its producer waits, and
     * lets that one arrive.
     *
     * @return whether the leader took it
     */
    private boolean abortedBeforeItsLastWriteArrives(TopicPartition topic) throws Exception {
        try (WireTap tap = WireTap.open(topic.topic(), cluster.clientEndpoints());
                KafkaProducer<String, String> producer = producer(Map.of(
                        "bootstrap.servers", tap.bootstrapServers(),
                        "transactional.id", topic.topic(),
                        "linger.ms", "0",
                        // As long as each other, so that nothing is sent twice.
                        "request.timeout.ms", "3000",
                        "delivery.timeout.ms", "3000"))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic.topic(), 0, "k", "in time"))
                    .get();
            Hold produce = tap.hold(request -> request.apiKey() == ApiKeys.PRODUCE);
            Future<RecordMetadata> late = producer.send(new ProducerRecord<>(topic.topic(), 0, "k", "late"));
            assertThatThrownBy(late::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(TimeoutException.class);
            producer.abortTransaction();
            await("the marker of the abort").until(() -> end(topic, IsolationLevel.READ_COMMITTED) == 2);
            HeldRequest held = produce.await(DEADLINE);
            held.releaseWithholdingResponse();
            return !held.awaitResponseWithheld(DEADLINE).toString().contains("error");
        }
    }

    /** What came of a write that was late: its name in {@code traps.yaml}. */
    String outcomeOfALateWrite(String topicName, boolean verified) throws Exception {
        verify(verified);
        TopicPartition topic = createTopic(topicName, 1, Map.of());
        boolean taken = abortedBeforeItsLastWriteArrives(topic);
        write(topic, "of no transaction");
        if (!taken && undecided(topic).isEmpty() && end(topic, IsolationLevel.READ_COMMITTED) == 3) {
            return REFUSED;
        }
        boolean standsStill = taken
                && end(topic, IsolationLevel.READ_UNCOMMITTED) == 4
                && end(topic, IsolationLevel.READ_COMMITTED) == 2;
        return standsStill ? STANDS_STILL : "neither";
    }
}
