package delivery.chaos.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.atlas.StepTrace.Doing;
import delivery.chaos.atlas.StepTrace.Seen;
import delivery.chaos.atlas.StepTrace.StepAnswer;
import java.util.List;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.Test;

class StepTraceTest {
    private static Seen seen(String step, ApiKeys apiKey, int batch, StepAnswer answer) {
        return new Seen(step, apiKey, apiKey.latestVersion(), 2, false, batch, Doing.WORKING, answer);
    }

    /** A zombie's late effects then come before or after those of its replacement: it is chance. */
    @Test
    void whoCommitsFirstIsNotDoneWhenItsOffsetsAreCommitted() {
        Seen committed = seen("offset-commit", ApiKeys.OFFSET_COMMIT, 4, StepAnswer.DONE);

        assertThat(StepTrace.hasAcknowledged(List.of(committed), 4)).isFalse();
        assertThat(StepTrace.hasAcknowledged(
                        List.of(committed, seen("produce", ApiKeys.PRODUCE, 4, StepAnswer.OPEN)), 4))
                .isFalse();
        assertThat(StepTrace.hasAcknowledged(
                        List.of(committed, seen("produce", ApiKeys.PRODUCE, 4, StepAnswer.DONE)), 4))
                .isTrue();
    }

    @Test
    void effectsOfAnotherBatchAreNotThose() {
        assertThat(StepTrace.hasAcknowledged(List.of(seen("produce", ApiKeys.PRODUCE, 3, StepAnswer.DONE)), 4))
                .isFalse();
    }

    @Test
    void heartbeatsCountThatWereSentWhileThePipelineWaitedAndAnswered() {
        Seen answered = heartbeat(Doing.WAITING, StepAnswer.DONE);

        assertThat(StepTrace.heartbeatsWaiting(List.of(answered, answered))).isEqualTo(2);
        assertThat(StepTrace.heartbeatsWaiting(List.of(
                        heartbeat(Doing.WORKING, StepAnswer.DONE),
                        heartbeat(Doing.WAITING, StepAnswer.OPEN),
                        new Seen(
                                "metadata", ApiKeys.METADATA, (short) 13, 2, true, 2, Doing.WAITING, StepAnswer.DONE))))
                .isZero();
    }

    private static Seen heartbeat(Doing doing, StepAnswer answer) {
        return new Seen("heartbeat", ApiKeys.HEARTBEAT, (short) 4, 1, false, 2, doing, answer);
    }
}
