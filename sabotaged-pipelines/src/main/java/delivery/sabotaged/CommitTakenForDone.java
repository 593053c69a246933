package delivery.sabotaged;

import delivery.consumer.UniqueKey;
import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** Who has sent a COMMIT has committed: it goes on with the next batch. */
final class CommitTakenForDone extends UniqueKey {
    static final Sabotage SABOTAGE = new Sabotage(
            "commit-taken-for-done",
            "an unanswered COMMIT is taken for one that was carried out: its offsets are committed",
            GUARANTEE,
            "database-connection-reset",
            Anomaly.LOST,
            CommitTakenForDone::new);

    private CommitTakenForDone(PipelineFlags flags) throws IOException {
        super(flags, settings(flags));
    }

    @Override
    protected void unanswered(ConsumerRecords<String, String> events) {
        commitOffsets(events.nextOffsets());
    }
}
