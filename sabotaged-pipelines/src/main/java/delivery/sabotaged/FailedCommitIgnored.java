package delivery.sabotaged;

import delivery.atmostonce.AtMostOnce;
import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** A commit that failed, for its partitions are another's by now, is logged, and the batch done all the same. */
final class FailedCommitIgnored extends AtMostOnce {
    static final Sabotage SABOTAGE = new Sabotage(
            "failed-commit-ignored",
            "a batch done although its commit has failed",
            GUARANTEE,
            "zombie-returns",
            Anomaly.DUPLICATED,
            FailedCommitIgnored::new);

    private FailedCommitIgnored(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    protected boolean commit(ConsumerRecords<String, String> events) {
        super.commit(events);
        return true;
    }
}
