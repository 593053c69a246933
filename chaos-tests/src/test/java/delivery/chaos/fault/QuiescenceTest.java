package delivery.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.network.wire.TappedRequest;
import delivery.chaos.network.wire.Written;
import delivery.chaos.testbed.RequestReader;
import delivery.chaos.testbed.ScenarioTopics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.EndTxnRequestData;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.OffsetCommitRequestData;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestPartition;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestTopic;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.Test;

class QuiescenceTest {
    private static final int MANY_LOOKS = 1_000;
    private static final RequestReader READER =
            new RequestReader(new ScenarioTopics("in", Uuid.ONE_UUID, "out", Uuid.METADATA_TOPIC_ID, List.of(), 1));
    private static final TappedRequest PRODUCE =
            Written.request(ApiKeys.PRODUCE, 9, new ProduceRequestData().setAcks((short) -1));

    /** A program as it is told to be. */
    private static final class Told implements Quiescence.ObservedProgram {
        private boolean asleep;
        private boolean owed;
        private long sleeps;
        private Duration cpuTime = Duration.ofSeconds(7);

        @Override
        public boolean isOwedAnAnswer() {
            return owed;
        }

        @Override
        public Map<Long, Long> awake() {
            return asleep ? Map.of() : Map.of(1L, sleeps);
        }

        @Override
        public Duration cpuTime() {
            return cpuTime;
        }
    }

    private final Told program = new Told();
    private long nanos;

    private boolean isReachedWithin(int looks, Quiescence quiescence) throws InterruptedException {
        for (int look = 0; look < looks; look++) {
            nanos += Duration.ofMillis(60).toNanos();
            if (quiescence.isReached()) {
                return true;
            }
        }
        return false;
    }

    private static TappedRequest commit(long offset) {
        return Written.request(
                ApiKeys.OFFSET_COMMIT,
                8,
                new OffsetCommitRequestData()
                        .setGroupId("group")
                        .setTopics(List.of(new OffsetCommitRequestTopic()
                                .setName("in")
                                .setPartitions(
                                        List.of(new OffsetCommitRequestPartition().setCommittedOffset(offset))))));
    }

    @Test
    void waitsForAProgramThatWouldGoOnAndGetsNoProcessor() throws Exception {
        assertThat(isReachedWithin(MANY_LOOKS, new Quiescence(program, READER, PRODUCE, () -> nanos)))
                .isFalse();
    }

    @Test
    void isReachedByAProgramThatIsAsleepWheneverItIsLookedAt() throws Exception {
        Quiescence quiescence = new Quiescence(program, READER, PRODUCE, () -> nanos);
        program.asleep = true;

        assertThat(isReachedWithin(4, quiescence)).as("180 ms").isFalse();
        assertThat(isReachedWithin(1, quiescence)).as("240 ms").isTrue();
    }

    @Test
    void isReachedByAProgramThatIsNeverFoundAsleepAndDoesNothingButFallAsleepAgain() throws Exception {
        Quiescence quiescence = new Quiescence(program, READER, PRODUCE, () -> nanos);
        TappedRequest heartbeat = Written.request(ApiKeys.HEARTBEAT, 4, new HeartbeatRequestData());
        int looks = 0;
        do {
            program.sleeps++;
            quiescence.onRequest(heartbeat);
            looks++;
        } while (looks < MANY_LOOKS && !isReachedWithin(1, quiescence));

        assertThat(looks).as("five sleeps more, then 240 ms").isEqualTo(10);
    }

    @Test
    void waitsForAProgramThatIsOwedAnAnswer() throws Exception {
        Quiescence quiescence = new Quiescence(program, READER, PRODUCE, () -> nanos);
        program.asleep = true;
        program.owed = true;
        assertThat(isReachedWithin(MANY_LOOKS, quiescence)).isFalse();
        program.owed = false;

        assertThat(isReachedWithin(5, quiescence)).isTrue();
    }

    @Test
    void beginsAnewWithEveryStep() throws Exception {
        Quiescence quiescence = new Quiescence(program, READER, PRODUCE, () -> nanos);
        program.asleep = true;
        assertThat(isReachedWithin(4, quiescence)).isFalse();
        quiescence.onRequest(PRODUCE);

        assertThat(isReachedWithin(4, quiescence)).isFalse();
        assertThat(isReachedWithin(1, quiescence)).isTrue();
    }

    @Test
    void isReachedByAProgramThatPollsWithoutAPauseWhenItHasHadItsTurn() throws Exception {
        Quiescence quiescence = new Quiescence(program, READER, PRODUCE, () -> nanos);
        program.cpuTime = Duration.ofMillis(7_900);
        assertThat(quiescence.isReached()).isFalse();
        program.cpuTime = Duration.ofMillis(8_100);

        assertThat(quiescence.isReached()).isTrue();
    }

    @Test
    void isReachedWhenTheNextStepIsDone() throws Exception {
        Quiescence quiescence = new Quiescence(program, READER, PRODUCE, () -> nanos);
        TappedRequest next = commit(5);
        quiescence.onRequest(next);
        assertThat(quiescence.isReached()).as("sent, and not answered").isFalse();
        quiescence.onResponse(next, null);

        assertThat(quiescence.isReached()).isTrue();
    }

    @Test
    void isNotReachedByAnAnswerToWhatWasSentBefore() throws Exception {
        Quiescence quiescence = new Quiescence(program, READER, PRODUCE, () -> nanos);
        quiescence.onResponse(commit(5), null);

        assertThat(quiescence.isReached()).isFalse();
    }

    @Test
    void isNotReachedByAnotherRequestOfTheSameTransaction() throws Exception {
        Quiescence quiescence = new Quiescence(program, READER, PRODUCE, () -> nanos);
        TappedRequest abort = Written.request(ApiKeys.END_TXN, 4, new EndTxnRequestData().setCommitted(false));
        for (TappedRequest other : List.of(abort, PRODUCE)) {
            quiescence.onRequest(other);
            quiescence.onResponse(other, null);
        }

        assertThat(quiescence.isReached()).isFalse();
    }
}
