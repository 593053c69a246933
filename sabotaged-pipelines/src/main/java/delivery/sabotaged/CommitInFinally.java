package delivery.sabotaged;

import delivery.atleastonce.AtLeastOnce;
import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** The commit stands in a {@code finally}, so that it is never forgotten; also when the effects failed. */
final class CommitInFinally extends AtLeastOnce {
    static final Sabotage SABOTAGE = new Sabotage(
            "commit-in-finally",
            "commitSync() in a finally",
            GUARANTEE,
            "produce-refused",
            Anomaly.LOST,
            CommitInFinally::new);

    private CommitInFinally(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    protected void process(ConsumerRecords<String, String> events) {
        try {
            super.process(events);
        } finally {
            consumer.commitSync();
        }
    }
}
