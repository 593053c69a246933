package delivery.contract;

import static delivery.contract.RecordedClients.effect;
import static delivery.contract.RecordedClients.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.BiFunction;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a pipeline does that sends effects first and commits offsets then. The test of a module extends this one. */
public abstract class EffectsThenOffsetsContract {
    private static final TopicPartition INPUT_0 = new TopicPartition(RecordedClients.INPUT, 0);

    private final RecordedClients kafka = RecordedClients.readUncommitted();
    private final CountingPipeline pipeline;

    protected EffectsThenOffsetsContract(BiFunction<PipelineFlags, Clients, CountingPipeline> program) {
        pipeline = program.apply(RecordedClients.flags(), kafka.clients());
    }

    @BeforeEach
    public final void assignTwoPartitionsOfWhichOneHasEffects() {
        kafka.assign(pipeline, List.of(0, 1), List.of(effect(0, 0, "/a", 41)));
    }

    @Test
    public final void flushesTheEffectsOfABatchBeforeItCommitsTheOffsets() {
        kafka.consumer.addRecord(event(0, 0, "/a", "e1"));
        kafka.consumer.addRecord(event(0, 1, "/b", "e2"));

        pipeline.pollOnce();

        assertThat(kafka.calls).containsExactly("send e1", "send e2", "flush", "commit {0=2}");
    }

    @Test
    public final void countsOnFromTheEffectsThatStandInTheOutputTopic() {
        kafka.consumer.addRecord(event(0, 0, "/a", "e1"));
        kafka.consumer.addRecord(event(0, 1, "/a", "e2"));
        kafka.consumer.addRecord(event(1, 0, "/a", "e3"));

        pipeline.pollOnce();

        assertThat(kafka.sent()).containsExactlyInAnyOrder("0 /a=42 e1", "0 /a=43 e2", "1 /a=1 e3");
    }

    @Test
    public final void failsBeforeItCommitsWhenASendFailedForGood() {
        kafka.consumer.addRecord(event(0, 0, "/a", "e1"));
        kafka.consumer.addRecord(event(0, 1, "/a", "e2"));
        kafka.sendFailures.add(new TimeoutException("delivery.timeout.ms"));

        assertThatThrownBy(pipeline::pollOnce)
                .isInstanceOf(KafkaException.class)
                .hasRootCauseMessage("delivery.timeout.ms");

        assertThat(kafka.calls).containsExactly("send e1", "send e2", "flush", "close producer PT0S");
    }

    @Test
    public final void sendsNothingThatCouldOvertakeTheSendThatFailed() {
        kafka.consumer.addRecord(event(0, 0, "/a", "e1"));
        kafka.consumer.addRecord(event(0, 1, "/a", "e2"));
        kafka.beforeSend = () -> kafka.producer.errorNext(new TimeoutException("delivery.timeout.ms"));

        assertThatThrownBy(pipeline::pollOnce)
                .as("the reason, not that the producer is closed")
                .isInstanceOf(KafkaException.class)
                .hasRootCauseMessage("delivery.timeout.ms");

        assertThat(kafka.sent()).containsExactly("0 /a=42 e1");
        assertThat(kafka.calls).noneMatch(call -> call.startsWith("commit"));
    }

    @Test
    public final void endsAsFailedWhenASendFailedForGood() {
        kafka.consumer.schedulePollTask(() -> {
            kafka.assign(pipeline, List.of(1), List.of());
            kafka.consumer.addRecord(event(1, 0, "/a", "e1"));
        });
        kafka.consumer.schedulePollTask(pipeline::stop);
        kafka.sendFailures.add(new TimeoutException("delivery.timeout.ms"));

        assertThatThrownBy(pipeline::run).hasRootCauseMessage("delivery.timeout.ms");

        assertThat(kafka.calls)
                .containsExactly("send e1", "flush", "close producer PT0S", "close consumer DEFAULT in PT5S");
    }

    @Test
    public final void leavesABatchToTheNextOwnerWhenThePartitionsWereLost() {
        kafka.consumer.addRecord(event(0, 0, "/a", "e1"));
        kafka.commitFailures.add(new CommitFailedException());
        pipeline.pollOnce();
        pipeline.onPartitionsLost(List.of(INPUT_0));
        kafka.assign(pipeline, List.of(), List.of());

        kafka.assign(pipeline, List.of(0), List.of(effect(0, 0, "/a", 41), effect(0, 1, "/a", 44)));
        kafka.consumer.addRecord(event(0, 0, "/a", "e1"));
        pipeline.pollOnce();

        assertThat(kafka.sent()).containsExactly("0 /a=42 e1", "0 /a=45 e1");
    }

    @Test
    public final void goesOnWhenARebalanceStopsACommit() {
        kafka.consumer.addRecord(event(0, 0, "/a", "e1"));
        kafka.commitFailures.add(new RebalanceInProgressException());

        pipeline.pollOnce();
        kafka.consumer.addRecord(event(0, 1, "/a", "e2"));
        pipeline.pollOnce();

        assertThat(kafka.calls).endsWith("send e2", "flush", "commit {0=2}");
    }

    @Test
    public final void commitsWhatARebalancePutOffWhenItIsOverAndNoEventComes() {
        kafka.consumer.addRecord(event(0, 0, "/a", "e1"));
        kafka.commitFailures.add(new RebalanceInProgressException());
        pipeline.pollOnce();

        pipeline.onPartitionsAssigned(List.of());
        pipeline.onPartitionsAssigned(List.of());

        assertThat(kafka.calls).containsExactly("send e1", "flush", "commit {0=1}", "commit {0=1}");
    }

    @Test
    public final void commitsWhatARebalancePutOffBeforeItsPartitionGoes() {
        kafka.consumer.addRecord(event(0, 0, "/a", "e1"));
        kafka.commitFailures.add(new RebalanceInProgressException());
        pipeline.pollOnce();

        pipeline.onPartitionsRevoked(List.of(INPUT_0));
        pipeline.onPartitionsAssigned(List.of());

        assertThat(kafka.calls).containsExactly("send e1", "flush", "commit {0=1}", "commit {0=1}");
    }

    @Test
    public final void keepsWhatARebalancePutsOffAgain() {
        kafka.consumer.addRecord(event(0, 0, "/a", "e1"));
        kafka.commitFailures.addAll(List.of(new RebalanceInProgressException(), new RebalanceInProgressException()));
        pipeline.pollOnce();
        kafka.consumer.addRecord(event(1, 0, "/a", "e2"));
        pipeline.pollOnce();

        pipeline.onPartitionsAssigned(List.of());

        assertThat(kafka.calls).endsWith("send e2", "flush", "commit {0=1, 1=1}", "commit {0=1, 1=1}");
    }

    @Test
    public final void dropsWhatARebalancePutOffOfPartitionsThatAreAnothersByNow() {
        kafka.consumer.addRecord(event(0, 0, "/a", "e1"));
        kafka.commitFailures.add(new RebalanceInProgressException());
        pipeline.pollOnce();

        pipeline.onPartitionsLost(List.of(INPUT_0));
        kafka.consumer.addRecord(event(1, 0, "/a", "e2"));
        pipeline.pollOnce();

        assertThat(kafka.calls).containsExactly("send e1", "flush", "commit {0=1}", "send e2", "flush", "commit {1=1}");
    }

    @Test
    public final void dropsWhatARebalancePutOffWhenItHasBeenThrownOut() {
        kafka.consumer.addRecord(event(0, 0, "/a", "e1"));
        kafka.commitFailures.addAll(List.of(new RebalanceInProgressException(), new CommitFailedException()));
        pipeline.pollOnce();

        pipeline.onPartitionsAssigned(List.of());
        pipeline.onPartitionsAssigned(List.of());

        assertThat(kafka.calls).containsExactly("send e1", "flush", "commit {0=1}", "commit {0=1}");
    }

    @Test
    public final void leavesTheGroupWhenTheRebalanceIsOverThatPutOffACommit() {
        kafka.consumer.schedulePollTask(() -> {
            kafka.assign(pipeline, List.of(1), List.of());
            kafka.consumer.addRecord(event(1, 0, "/a", "e1"));
            kafka.commitFailures.add(new RebalanceInProgressException());
        });
        kafka.consumer.schedulePollTask(() -> kafka.consumer.addRecord(event(1, 1, "/a", "e2")));
        kafka.consumer.schedulePollTask(() -> pipeline.onPartitionsAssigned(List.of()));
        kafka.beforeSend = pipeline::stop;

        pipeline.run();

        assertThat(kafka.calls)
                .containsExactly(
                        "send e1",
                        "flush",
                        "commit {1=1}",
                        "commit {1=1}",
                        "commit {1=1}",
                        "close producer PT0S",
                        "close consumer LEAVE_GROUP in PT5S");
    }

    @Test
    public final void failsWhenASuccessorHasItsInstanceId() {
        kafka.consumer.addRecord(event(0, 0, "/a", "e1"));
        kafka.commitFailures.add(new FencedInstanceIdException("successor"));

        assertThatThrownBy(pipeline::pollOnce).isInstanceOf(FencedInstanceIdException.class);
    }

    @Test
    public final void commitsWhatIsFlushedWhenItIsStoppedMeanwhile() {
        kafka.consumer.schedulePollTask(() -> {
            kafka.assign(pipeline, List.of(1), List.of());
            kafka.consumer.addRecord(event(1, 0, "/a", "e1"));
        });
        kafka.consumer.schedulePollTask(() -> {
            throw new IllegalStateException("polled again after it was stopped");
        });
        kafka.beforeSend = pipeline::stop;

        pipeline.run();

        assertThat(kafka.calls)
                .containsExactly(
                        "send e1",
                        "flush",
                        "commit {1=1}",
                        "commit {1=1}",
                        "close producer PT0S",
                        "close consumer LEAVE_GROUP in PT5S");
    }
}
