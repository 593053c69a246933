package delivery.transactional;

import static delivery.contract.RecordedClients.effect;
import static delivery.contract.RecordedClients.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import delivery.contract.RecordedClients;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TransactionalEosAbortTest {
    private static final TopicPartition INPUT_0 = new TopicPartition(RecordedClients.INPUT, 0);
    private static final TopicPartition INPUT_1 = new TopicPartition(RecordedClients.INPUT, 1);

    private final RecordedClients kafka = RecordedClients.readCommitted();
    private final TransactionalEos pipeline = new TransactionalEos(RecordedClients.flags(), kafka.clients());

    @BeforeEach
    void assignTwoPartitionsOfWhichOneHasEffects() {
        kafka.producer.initTransactions();
        kafka.assign(pipeline, List.of(0, 1), List.of(effect(0, 0, "/a", 41)));
        kafka.calls.clear();
    }

    @Test
    void rewindsTheConsumerAndTheCountsWhenItAborts() {
        kafka.consumer.addRecord(event(0, 0, "/a", "e1"));
        kafka.consumer.addRecord(event(0, 1, "/a", "e2"));
        kafka.consumer.addRecord(event(1, 0, "/b", "e3"));
        kafka.producer.sendOffsetsToTransactionException = new CommitFailedException();

        pipeline.pollOnce();

        assertThat(kafka.calls).contains("abort transaction").doesNotContain("commit transaction");
        assertThat(kafka.consumer.position(INPUT_0)).isZero();
        assertThat(kafka.consumer.position(INPUT_1)).isZero();
        assertThat(kafka.sent()).isEmpty();

        kafka.producer.sendOffsetsToTransactionException = null;
        kafka.consumer.addRecord(event(0, 0, "/a", "e1"));
        kafka.consumer.addRecord(event(0, 1, "/a", "e2"));
        kafka.consumer.addRecord(event(1, 0, "/b", "e3"));
        pipeline.pollOnce();

        assertThat(kafka.sent()).containsExactlyInAnyOrder("0 /a=42 e1", "0 /a=43 e2", "1 /b=1 e3");
    }

    @Test
    void rewindsToTheFirstEventOfTheBatchAndNoFurther() {
        kafka.consumer.addRecord(event(0, 0, "/a", "e1"));
        pipeline.pollOnce();
        kafka.consumer.addRecord(event(0, 1, "/a", "e2"));
        kafka.commitFailures.add(
                new KafkaException("error state", new TransactionAbortableException("retries exhausted")));

        pipeline.pollOnce();

        assertThat(kafka.consumer.position(INPUT_0)).isEqualTo(1);
        kafka.consumer.addRecord(event(0, 1, "/a", "e2"));
        pipeline.pollOnce();
        assertThat(kafka.sent()).containsExactly("0 /a=42 e1", "0 /a=43 e2");
    }

    private void abortABatchOfTheFirstPartition(long nextOfTheOther) {
        kafka.producer.sendOffsetsToTransactionException = new CommitFailedException();
        pipeline.process(new ConsumerRecords<>(
                Map.of(INPUT_0, List.of(event(0, 0, "/a", "e2"))),
                Map.of(INPUT_0, new OffsetAndMetadata(1), INPUT_1, new OffsetAndMetadata(nextOfTheOther))));
    }

    /** A poll names the next offset also of a partition of which the poll before took the last event. */
    @Test
    void doesNoEventAgainOfAPartitionThatTheBatchHasNoneOf() {
        kafka.consumer.commitSync(Map.of(INPUT_1, new OffsetAndMetadata(7)));

        abortABatchOfTheFirstPartition(7);

        assertThat(kafka.consumer.position(INPUT_0)).isZero();
        assertThat(kafka.consumer.position(INPUT_1)).isEqualTo(7);
    }

    /** A marker at the end: its offset would never be committed, and the lag never be 0. */
    @Test
    void passesAMarkerAgainWhoseOffsetWasNotCommitted() {
        kafka.consumer.commitSync(Map.of(INPUT_1, new OffsetAndMetadata(7)));

        abortABatchOfTheFirstPartition(9);

        assertThat(kafka.consumer.position(INPUT_1)).isEqualTo(7);
    }

    @Test
    void beginsAgainWhereNothingWasCommitted() {
        abortABatchOfTheFirstPartition(2);

        assertThat(kafka.consumer.position(INPUT_1)).isZero();
    }

    @Test
    void abortsWhenASendFailedForGood() {
        kafka.consumer.addRecord(event(0, 0, "/a", "e1"));
        kafka.producer.sendException = new KafkaException("error state", new TransactionAbortableException("expired"));

        pipeline.pollOnce();

        assertThat(kafka.calls).startsWith("begin", "send e1", "abort transaction");
        assertThat(kafka.consumer.position(INPUT_0)).isZero();
    }

    @Test
    void failsWithoutAnAbortWhenItIsStoppedWhileTheOutcomeOfACommitIsUnknown() {
        kafka.consumer.addRecord(event(0, 0, "/a", "e1"));
        kafka.commitFailures.add(new TimeoutException("max.block.ms"));
        kafka.beforeSend = pipeline::stop;

        assertThatThrownBy(pipeline::pollOnce).hasRootCauseMessage("max.block.ms");

        assertThat(kafka.calls).doesNotContain("abort transaction").containsOnlyOnce("commit transaction");
    }

    static Stream<KafkaException> fatalErrors() {
        return Stream.of(
                new ProducerFencedException("successor"),
                new FencedInstanceIdException("successor"),
                new TopicAuthorizationException("effects"),
                new UnsupportedVersionException("old"),
                new OutOfOrderSequenceException("gap"),
                new KafkaException("error state", new FencedInstanceIdException("successor")));
    }

    @ParameterizedTest
    @MethodSource("fatalErrors")
    void failsWithoutAnAbortWhenNoAbortCanHelp(KafkaException fatal) {
        kafka.consumer.addRecord(event(0, 0, "/a", "e1"));
        kafka.producer.sendOffsetsToTransactionException = fatal;

        assertThatThrownBy(pipeline::pollOnce).isSameAs(fatal);

        assertThat(kafka.calls).doesNotContain("abort transaction", "commit transaction");
    }

    @Test
    void failsWhenTheProducerRefusesToAbort() {
        kafka.consumer.addRecord(event(0, 0, "/a", "e1"));
        kafka.commitFailures.add(new InvalidTxnStateException("aborted by the coordinator"));
        kafka.producer.abortTransactionException = new KafkaException("in an error state");

        assertThatThrownBy(pipeline::pollOnce).hasMessage("in an error state");
    }

    @Test
    void abortsWhenTheLeaderKnowsANewerEpochForThatMayBeItsOwn() {
        kafka.consumer.addRecord(event(0, 0, "/a", "e1"));
        kafka.producer.sendOffsetsToTransactionException = new InvalidProducerEpochException("bumped");

        pipeline.pollOnce();

        assertThat(kafka.calls).contains("abort transaction");
        assertThat(kafka.consumer.position(INPUT_0)).isZero();
    }

    @Test
    void readsNoEffectAgainWhenItAborts() {
        kafka.consumer.addRecord(event(0, 0, "/a", "e1"));
        kafka.producer.sendOffsetsToTransactionException = new CommitFailedException();

        pipeline.pollOnce();

        assertThat(kafka.calls).doesNotContain("high watermarks");
    }
}
