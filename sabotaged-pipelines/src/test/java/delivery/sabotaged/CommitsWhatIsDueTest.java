package delivery.sabotaged;

import static delivery.contract.RecordedClients.event;
import static org.assertj.core.api.Assertions.assertThat;

import delivery.contract.CountingPipeline;
import delivery.contract.RecordedClients;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.junit.jupiter.api.Test;

class CommitsWhatIsDueTest {
    private static final TopicPartition INPUT_0 = new TopicPartition(RecordedClients.INPUT, 0);

    private final RecordedClients kafka = RecordedClients.readUncommitted();
    private final CountingPipeline innocent = new CommitOnRevoke(RecordedClients.flags(), kafka.clients());
    private final CountingPipeline sabotage = new CommitNotOnRevoke(RecordedClients.flags(), kafka.clients());

    private void makeDue(CountingPipeline pipeline) {
        kafka.assign(pipeline, List.of(0, 1), List.of());
        kafka.consumer.addRecord(event(0, 0, "/a", "e1"));
        pipeline.pollOnce();
    }

    @Test
    void isCommittedBeforeAPartitionGoes() {
        makeDue(innocent);

        innocent.onPartitionsRevoked(List.of(INPUT_0));

        assertThat(kafka.calls).containsExactly("send e1", "flush", "commit {0=1}");
    }

    @Test
    void isKeptWhenARebalanceRefusesTheCommit() {
        makeDue(innocent);
        kafka.commitFailures.add(new RebalanceInProgressException());

        innocent.onPartitionsRevoked(List.of(new TopicPartition(RecordedClients.INPUT, 1)));
        innocent.onPartitionsAssigned(List.of());

        assertThat(kafka.calls).containsExactly("send e1", "flush", "commit {0=1}", "commit {0=1}");
    }

    @Test
    void isCommittedWhenTheRebalanceIsOverThatRefusesTheLastCommit() {
        kafka.consumer.schedulePollTask(() -> {
            kafka.assign(innocent, List.of(0), List.of());
            kafka.consumer.addRecord(event(0, 0, "/a", "e1"));
        });
        kafka.consumer.schedulePollTask(() -> {});
        kafka.consumer.schedulePollTask(() -> innocent.onPartitionsAssigned(List.of()));
        kafka.commitFailures.add(new RebalanceInProgressException());
        kafka.beforeSend = innocent::stop;

        innocent.run();

        assertThat(kafka.calls)
                .endsWith("commit {0=1}", "commit {0=1}", "close producer PT0S", "close consumer LEAVE_GROUP in PT5S");
    }

    @Test
    void isForgottenByTheSabotageWhenAPartitionGoes() {
        makeDue(sabotage);

        sabotage.onPartitionsRevoked(List.of(INPUT_0));
        sabotage.onPartitionsAssigned(List.of());

        assertThat(kafka.calls).containsExactly("send e1", "flush");
    }
}
