package delivery.consumer;

import static delivery.contract.RecordedClients.event;
import static org.assertj.core.api.Assertions.assertThat;

import delivery.contract.Effects;
import delivery.contract.PipelineFlags;
import delivery.contract.RecordedClients;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.junit.jupiter.api.Test;

class TablePipelineTest {
    private static final TopicPartition INPUT_0 = new TopicPartition(RecordedClients.INPUT, 0);

    private final RecordedClients kafka = RecordedClients.readUncommitted();
    private final List<String> counted = new ArrayList<>();
    private final TablePipeline rowsFirst = new WithoutDatabase() {
        @Override
        protected void process(ConsumerRecords<String, String> events) {
            count(events);
            commitOffsets(events.nextOffsets());
        }
    };
    private final TablePipeline offsetsFirst = new WithoutDatabase() {
        @Override
        protected void process(ConsumerRecords<String, String> events) {
            if (commitOffsetsFirst(events)) {
                count(events);
            }
        }
    };

    private abstract class WithoutDatabase extends TablePipeline {
        WithoutDatabase() {
            super(flags(), List.of(), () -> kafka.consumer);
        }

        void count(ConsumerRecords<String, String> events) {
            events.forEach(event -> counted.add(Effects.eventId(event.headers())));
        }

        @Override
        protected void unanswered(ConsumerRecords<String, String> events) {}
    }

    private static PipelineFlags flags() {
        PipelineFlags flags = RecordedClients.flags();
        flags.databaseUrl = "jdbc:postgresql://127.0.0.1:1/none";
        return flags;
    }

    private void assignAndPoll(TablePipeline pipeline, RuntimeException commitFailure) throws SQLException {
        kafka.assign(pipeline, List.of(0, 1), List.of());
        kafka.consumer.addRecord(event(0, 0, "/a", "e1"));
        kafka.commitFailures.add(commitFailure);
        pipeline.pollOnce();
    }

    @Test
    void commitsWhatARebalancePutOffWhenItIsOver() throws SQLException {
        assignAndPoll(rowsFirst, new RebalanceInProgressException());

        rowsFirst.onPartitionsAssigned(List.of());
        rowsFirst.onPartitionsAssigned(List.of());

        assertThat(kafka.calls).containsExactly("commit {0=1}", "commit {0=1}");
    }

    @Test
    void commitsWhatARebalancePutOffBeforeItsPartitionGoes() throws SQLException {
        assignAndPoll(rowsFirst, new RebalanceInProgressException());

        rowsFirst.onPartitionsRevoked(List.of(INPUT_0));
        rowsFirst.onPartitionsAssigned(List.of());

        assertThat(kafka.calls).containsExactly("commit {0=1}", "commit {0=1}");
    }

    @Test
    void dropsWhatARebalancePutOffOfAPartitionThatWasLost() throws SQLException {
        assignAndPoll(rowsFirst, new RebalanceInProgressException());

        rowsFirst.onPartitionsLost(List.of(INPUT_0));
        rowsFirst.onPartitionsAssigned(List.of());

        assertThat(kafka.calls).containsExactly("commit {0=1}");
    }

    @Test
    void doesABatchWhoseCommitARebalanceStoppedWhenItIsPolledAgain() throws SQLException {
        assignAndPoll(offsetsFirst, new RebalanceInProgressException());
        assertThat(counted).isEmpty();

        kafka.consumer.addRecord(event(0, 0, "/a", "e1"));
        offsetsFirst.pollOnce();

        assertThat(kafka.calls).containsExactly("commit {0=1}", "commit {0=1}");
        assertThat(counted).containsExactly("e1");
    }

    @Test
    void leavesABatchToTheNextOwnerWhoseCommitCameTooLate() throws SQLException {
        assignAndPoll(offsetsFirst, new CommitFailedException());
        offsetsFirst.pollOnce();

        assertThat(kafka.calls).containsExactly("commit {0=1}");
        assertThat(counted).isEmpty();
    }
}
