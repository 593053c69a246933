package delivery.sabotaged;

import delivery.consumer.OffsetsInDatabase;
import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import java.sql.SQLException;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** An exception from COMMIT means to it that nothing was committed: it does not ask the table. */
final class CommitTakenForFailed extends OffsetsInDatabase {
    static final Sabotage SABOTAGE = new Sabotage(
            "commit-taken-for-failed",
            "an unanswered COMMIT is taken for one that failed: the batch is done again without asking the table",
            GUARANTEE,
            "commit-unanswered",
            Anomaly.DUPLICATED,
            CommitTakenForFailed::new);

    private CommitTakenForFailed(PipelineFlags flags) throws IOException {
        super(flags, settings(flags));
    }

    @Override
    protected boolean advance(ConsumerRecords<String, String> events) throws SQLException {
        return OffsetsNotCompared.advance(connection(), events);
    }

    @Override
    protected void unanswered(ConsumerRecords<String, String> events) {
        again(events);
    }
}
