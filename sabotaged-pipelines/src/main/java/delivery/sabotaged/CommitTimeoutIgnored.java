package delivery.sabotaged;

import delivery.atmostonce.AtMostOnce;
import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.TimeoutException;

/** A commit that was not answered in time is logged, "it will be there", and the batch done. */
final class CommitTimeoutIgnored extends AtMostOnce {
    static final Sabotage SABOTAGE = new Sabotage(
            "commit-timeout-ignored",
            "a commit that timed out taken for one that was carried out",
            GUARANTEE,
            "commit-timed-out",
            Anomaly.DUPLICATED,
            CommitTimeoutIgnored::new);

    private CommitTimeoutIgnored(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    protected boolean commit(ConsumerRecords<String, String> events) {
        try {
            return super.commit(events);
        } catch (TimeoutException late) {
            log.warn("going on without the answer to a commit: {}", late.toString());
            return true;
        }
    }
}
