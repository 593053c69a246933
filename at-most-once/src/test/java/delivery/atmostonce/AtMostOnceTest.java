package delivery.atmostonce;

import static delivery.contract.RecordedClients.effect;
import static delivery.contract.RecordedClients.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import delivery.contract.RecordedClients;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AtMostOnceTest {
    private final RecordedClients kafka = RecordedClients.readUncommitted();
    private final AtMostOnce pipeline = new AtMostOnce(RecordedClients.flags(), kafka.clients());
    private final PrintStream realStderr = System.err;
    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();

    @BeforeEach
    void assignTwoPartitionsOfWhichOneHasEffects() {
        kafka.assign(pipeline, List.of(0, 1), List.of(effect(0, 0, "/a", 41)));
    }

    @BeforeEach
    void listenToStandardError() {
        System.setErr(new PrintStream(stderr, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restoreStandardError() {
        System.setErr(realStderr);
    }

    @Test
    void commitsTheOffsetsOfABatchBeforeItSendsAnyEffect() {
        kafka.consumer.addRecord(event(0, 0, "/a", "e1"));
        kafka.consumer.addRecord(event(0, 1, "/b", "e2"));

        pipeline.pollOnce();

        assertThat(kafka.calls).containsExactly("commit {0=2}", "send e1", "send e2", "flush");
        assertThat(stderr.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void countsOnFromTheEffectsThatStandInTheOutputTopic() {
        kafka.consumer.addRecord(event(0, 0, "/a", "e1"));
        kafka.consumer.addRecord(event(0, 1, "/a", "e2"));
        kafka.consumer.addRecord(event(1, 0, "/a", "e3"));

        pipeline.pollOnce();

        assertThat(kafka.sent()).containsExactlyInAnyOrder("0 /a=42 e1", "0 /a=43 e2", "1 /a=1 e3");
    }

    @Test
    void saysInOneLineHowManySendsOfABatchFailedAndGoesOn() {
        kafka.consumer.addRecord(event(0, 0, "/a", "e1"));
        kafka.consumer.addRecord(event(0, 1, "/a", "e2"));
        kafka.consumer.addRecord(event(0, 2, "/a", "e3"));
        kafka.sendFailures.addAll(List.of(new NetworkException("first"), new NetworkException("second")));
        pipeline.pollOnce();
        kafka.consumer.addRecord(event(0, 3, "/a", "e4"));
        pipeline.pollOnce();

        assertThat(stderr.toString(StandardCharsets.UTF_8).lines())
                .singleElement()
                .asString()
                .contains("2 effects")
                .contains("second");
        assertThat(kafka.calls).endsWith("commit {0=4}", "send e4", "flush");
        assertThat(kafka.sent()).last().isEqualTo("0 /a=45 e4");
    }

    @Test
    void neverProcessesABatchWhoseCommitCameTooLate() {
        kafka.consumer.addRecord(event(0, 0, "/a", "e1"));
        kafka.commitFailures.add(new CommitFailedException());

        pipeline.pollOnce();

        assertThat(kafka.calls).containsExactly("commit {0=1}");
        assertThat(stderr.toString(StandardCharsets.UTF_8)).contains("CommitFailedException");
    }

    @Test
    void processesABatchWhoseCommitARebalanceStoppedWhenItIsPolledAgain() {
        kafka.consumer.addRecord(event(0, 0, "/a", "e1"));
        kafka.commitFailures.add(new RebalanceInProgressException());
        pipeline.pollOnce();
        assertThat(kafka.calls).containsExactly("commit {0=1}");

        kafka.consumer.addRecord(event(0, 0, "/a", "e1"));
        pipeline.pollOnce();
        pipeline.pollOnce();

        assertThat(kafka.calls).containsExactly("commit {0=1}", "commit {0=1}", "send e1", "flush");
        assertThat(kafka.sent()).containsExactly("0 /a=42 e1");
    }

    @Test
    void neverProcessesABatchOfWhichItIsUnknownWhetherItIsCommitted() {
        kafka.consumer.addRecord(event(0, 0, "/a", "e1"));
        kafka.commitFailures.add(new TimeoutException("default.api.timeout.ms"));

        assertThatThrownBy(pipeline::pollOnce).isInstanceOf(TimeoutException.class);

        assertThat(kafka.calls).containsExactly("commit {0=1}");
    }

    @Test
    void failsWhenASuccessorHasItsInstanceId() {
        kafka.consumer.addRecord(event(0, 0, "/a", "e1"));
        kafka.commitFailures.add(new FencedInstanceIdException("successor"));

        assertThatThrownBy(pipeline::pollOnce).isInstanceOf(FencedInstanceIdException.class);

        assertThat(kafka.calls).containsExactly("commit {0=1}");
    }

    @Test
    void processesWhatItIsCommittingWhenItIsStopped() {
        kafka.consumer.schedulePollTask(() -> {
            kafka.consumer.addRecord(event(0, 0, "/a", "e1"));
            pipeline.stop();
        });

        pipeline.pollOnce();

        assertThat(kafka.calls).containsExactly("commit {0=1}", "commit {0=1}", "send e1", "flush");
    }

    @Test
    void flushesWhatItIsSendingWhenItIsStopped() {
        kafka.consumer.schedulePollTask(() -> {
            kafka.assign(pipeline, List.of(1), List.of());
            kafka.consumer.addRecord(event(1, 0, "/a", "e1"));
        });
        kafka.beforeSend = pipeline::stop;

        pipeline.run();

        assertThat(kafka.calls)
                .containsExactly(
                        "commit {1=1}",
                        "send e1",
                        "flush",
                        "close producer PT0S",
                        "close consumer LEAVE_GROUP in PT5S");
    }
}
