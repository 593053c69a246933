package delivery.sabotaged;

import delivery.atmostonce.AtMostOnce;
import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * Offsets are committed first, but by {@code commitAsync}, "for throughput": nobody waits for the answer, and nobody
 * asks again.
 */
final class CommitNotAwaited extends AtMostOnce {
    static final Sabotage SABOTAGE = new Sabotage(
            "commit-not-awaited",
            "commitAsync without a retry instead of commitSync",
            GUARANTEE,
            "pipeline-killed",
            Anomaly.DUPLICATED,
            CommitNotAwaited::new);

    private CommitNotAwaited(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    protected boolean commit(ConsumerRecords<String, String> events) {
        consumer.commitAsync(events.nextOffsets(), null);
        return true;
    }
}
