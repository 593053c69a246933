package delivery.measured;

import static delivery.contract.RecordedClients.effect;
import static delivery.contract.RecordedClients.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import delivery.contract.RecordedClients;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.Test;

class AtLeastOnceByTimeTest {
    private static final TopicPartition INPUT_0 = new TopicPartition(RecordedClients.INPUT, 0);

    private final RecordedClients kafka = RecordedClients.readUncommitted();

    private AtLeastOnceByTime pipeline(Duration interval) {
        AtLeastOnceByTime pipeline =
                new AtLeastOnceByTime(RecordedClients.flags(), kafka.clients(), new CommitInterval(interval));
        kafka.assign(pipeline, List.of(0), List.of(effect(0, 0, "/a", 41)));
        kafka.calls.clear();
        return pipeline;
    }

    @Test
    void sendsAtOnceAndCommitsNothingBeforeItsTimeHasCome() {
        AtLeastOnceByTime pipeline = pipeline(Duration.ofHours(1));
        kafka.consumer.addRecord(event(0, 0, "/a", "e1"));

        pipeline.pollOnce();

        assertThat(kafka.sent()).containsExactly("0 /a=42 e1");
        assertThat(kafka.consumer.committed(Set.of(INPUT_0)).get(INPUT_0)).isNull();
    }

    @Test
    void commitsTheEffectsOfAllPollsOnceItsTimeHasCome() {
        AtLeastOnceByTime pipeline = pipeline(Duration.ZERO);
        kafka.consumer.addRecord(event(0, 0, "/a", "e1"));
        kafka.consumer.addRecord(event(0, 1, "/a", "e2"));

        pipeline.pollOnce();

        assertThat(kafka.sent()).containsExactly("0 /a=42 e1", "0 /a=43 e2");
        assertThat(kafka.consumer.committed(Set.of(INPUT_0)).get(INPUT_0).offset())
                .isEqualTo(2);
    }

    @Test
    void commitsWhatIsDueWhenItIsStopped() {
        AtLeastOnceByTime pipeline = pipeline(Duration.ofHours(1));
        kafka.consumer.addRecord(event(0, 0, "/a", "e1"));
        pipeline.pollOnce();
        pipeline.stop();

        assertThatThrownBy(pipeline::pollOnce).isInstanceOf(WakeupException.class);

        assertThat(kafka.consumer.committed(Set.of(INPUT_0)).get(INPUT_0).offset())
                .isEqualTo(1);
    }
}
