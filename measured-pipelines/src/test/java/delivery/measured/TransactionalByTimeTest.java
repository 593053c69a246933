package delivery.measured;

import static delivery.contract.RecordedClients.effect;
import static delivery.contract.RecordedClients.event;
import static org.assertj.core.api.Assertions.assertThat;

import delivery.contract.RecordedClients;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class TransactionalByTimeTest {
    private static final TopicPartition INPUT_0 = new TopicPartition(RecordedClients.INPUT, 0);

    private final RecordedClients kafka = RecordedClients.readCommitted();

    private TransactionalByTime pipeline(Duration interval) {
        TransactionalByTime pipeline =
                new TransactionalByTime(RecordedClients.flags(), kafka.clients(), new CommitInterval(interval));
        kafka.producer.initTransactions();
        kafka.assign(pipeline, List.of(0), List.of(effect(0, 0, "/a", 41)));
        kafka.calls.clear();
        return pipeline;
    }

    @Test
    void commitsNothingBeforeItsTimeHasCome() {
        TransactionalByTime pipeline = pipeline(Duration.ofHours(1));
        kafka.consumer.addRecord(event(0, 0, "/a", "e1"));
        pipeline.pollOnce();
        kafka.consumer.addRecord(event(0, 1, "/a", "e2"));
        pipeline.pollOnce();

        assertThat(kafka.calls).containsOnlyOnce("begin").doesNotContain("commit transaction");
        assertThat(kafka.sent()).isEmpty();
    }

    @Test
    void commitsSeveralPollsInOneTransactionBeforeItsPartitionsGo() {
        TransactionalByTime pipeline = pipeline(Duration.ofHours(1));
        kafka.consumer.addRecord(event(0, 0, "/a", "e1"));
        pipeline.pollOnce();
        kafka.consumer.addRecord(event(0, 1, "/a", "e2"));
        pipeline.pollOnce();

        pipeline.onPartitionsRevoked(List.of(INPUT_0));

        assertThat(kafka.calls)
                .containsSubsequence("begin", "send e1", "send e2", "offsets {0=2} of member 1", "commit transaction");
        assertThat(kafka.sent()).containsExactly("0 /a=42 e1", "0 /a=43 e2");
    }

    @Test
    void commitsWhenItsTimeHasCome() {
        TransactionalByTime pipeline = pipeline(Duration.ZERO);
        kafka.consumer.addRecord(event(0, 0, "/a", "e1"));

        pipeline.pollOnce();

        assertThat(kafka.calls).containsSubsequence("begin", "send e1", "commit transaction");
    }

    @Test
    void goesBackToTheFirstPollOfATransactionThatIsAborted() {
        TransactionalByTime pipeline = pipeline(Duration.ofHours(1));
        kafka.consumer.addRecord(event(0, 0, "/a", "e1"));
        pipeline.pollOnce();
        kafka.consumer.addRecord(event(0, 1, "/a", "e2"));
        pipeline.pollOnce();
        kafka.producer.sendOffsetsToTransactionException = new CommitFailedException();

        pipeline.onPartitionsRevoked(List.of());

        assertThat(kafka.calls).contains("abort transaction").doesNotContain("commit transaction");
        assertThat(kafka.consumer.position(INPUT_0)).isZero();

        kafka.producer.sendOffsetsToTransactionException = null;
        kafka.consumer.addRecord(event(0, 0, "/a", "e1"));
        kafka.consumer.addRecord(event(0, 1, "/a", "e2"));
        pipeline.pollOnce();
        pipeline.onPartitionsRevoked(List.of());

        assertThat(kafka.sent()).containsExactly("0 /a=42 e1", "0 /a=43 e2");
    }
}
