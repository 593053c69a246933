package delivery.transactional;

import static delivery.contract.RecordedClients.effect;
import static delivery.contract.RecordedClients.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import delivery.contract.RecordedClients;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TransactionalEosTest {
    private static final TopicPartition INPUT_0 = new TopicPartition(RecordedClients.INPUT, 0);

    private final RecordedClients kafka = RecordedClients.readCommitted();
    private final TransactionalEos pipeline = new TransactionalEos(RecordedClients.flags(), kafka.clients());

    @BeforeEach
    void assignTwoPartitionsOfWhichOneHasEffects() {
        kafka.producer.initTransactions();
        kafka.assign(pipeline, List.of(0, 1), List.of(effect(0, 0, "/a", 41)));
        kafka.calls.clear();
    }

    @Test
    void commitsEffectsAndOffsetsInOneTransaction() {
        kafka.consumer.addRecord(event(0, 0, "/a", "e1"));
        kafka.consumer.addRecord(event(0, 1, "/b", "e2"));

        pipeline.pollOnce();

        assertThat(kafka.calls)
                .startsWith("begin", "send e1", "send e2", "offsets {0=2} of member 1", "commit transaction");
        assertThat(kafka.sent()).containsExactly("0 /a=42 e1", "0 /b=1 e2");
        assertThat(kafka.producer.consumerGroupOffsetsHistory())
                .singleElement()
                .satisfies(offsets -> assertThat(offsets.values())
                        .singleElement()
                        .extracting(positions -> positions.get(INPUT_0).offset())
                        .isEqualTo(2L));
    }

    @Test
    void beginsNoTransactionForNothing() {
        pipeline.pollOnce();

        assertThat(kafka.calls).isEmpty();
    }

    @Test
    void endsTheTransactionsOfItsFormerSelfBeforeItJoinsTheGroup() {
        RecordedClients fresh = RecordedClients.readCommitted();
        TransactionalEos restarted = new TransactionalEos(RecordedClients.flags(), fresh.clients());
        fresh.producer.initTransactionException = new ProducerFencedException("successor");

        assertThatThrownBy(restarted::run).isInstanceOf(ProducerFencedException.class);

        assertThat(fresh.calls).containsExactly("init transactions");
        assertThat(fresh.consumer.subscription()).isEmpty();
    }

    @Test
    void readsEffectsOnlyWhenTheOffsetsOfTheFormerOwnerAreStable() {
        kafka.assign(pipeline, List.of(), List.of());
        kafka.calls.clear();

        kafka.assign(pipeline, List.of(1), List.of());

        assertThat(kafka.calls).containsExactly("position 1", "high watermarks");
    }

    @Test
    void asksForTheSameCommitAgainWhenItsOutcomeIsUnknown() {
        kafka.consumer.addRecord(event(0, 0, "/a", "e1"));
        kafka.commitFailures.addAll(
                List.of(new TimeoutException("max.block.ms"), new TimeoutException("max.block.ms")));

        pipeline.pollOnce();

        assertThat(kafka.calls)
                .containsSubsequence("commit transaction", "commit transaction", "commit transaction")
                .doesNotContain("abort transaction");
        assertThat(kafka.sent()).containsExactly("0 /a=42 e1");
    }

    @Test
    void finishesItsTransactionWhenItIsStopped() {
        kafka.consumer.addRecord(event(0, 0, "/a", "e1"));
        kafka.beforeSend = pipeline::stop;

        pipeline.pollOnce();

        assertThat(kafka.sent()).containsExactly("0 /a=42 e1");
    }

    @Test
    void failsWhenItsProducerIsFenced() {
        kafka.consumer.addRecord(event(0, 0, "/a", "e1"));
        kafka.producer.fenceProducer();

        assertThatThrownBy(pipeline::pollOnce).isInstanceOf(ProducerFencedException.class);

        assertThat(kafka.calls).doesNotContain("abort transaction");
    }

    @Test
    void resumesAtTheCommittedOffset() {
        kafka.consumer.commitSync(Map.of(INPUT_0, new OffsetAndMetadata(7)));
        kafka.consumer.rebalance(List.of());
        kafka.stand(List.of(0), List.of(effect(0, 0, "/a", 48)));
        kafka.consumer.rebalance(List.of(INPUT_0));
        kafka.consumer.addRecord(event(0, 6, "/a", "e7"));
        kafka.consumer.addRecord(event(0, 7, "/a", "e8"));

        pipeline.pollOnce();

        assertThat(kafka.sent()).containsExactly("0 /a=49 e8");
    }
}
