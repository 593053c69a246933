package delivery.sabotaged;

import delivery.atleastonce.AtLeastOnce;
import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * Offsets are committed when the effects have been handed to {@code send}, which only puts them into a buffer; the
 * flush comes after.
 */
final class CommitBeforeFlush extends AtLeastOnce {
    static final Sabotage SABOTAGE = new Sabotage(
            "commit-before-flush",
            "offsets committed before the flush",
            GUARANTEE,
            "killed-behind-commit",
            Anomaly.LOST,
            CommitBeforeFlush::new);

    private CommitBeforeFlush(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    protected void process(ConsumerRecords<String, String> events) {
        events.forEach(this::send);
        commit(events.nextOffsets());
        flush();
        throwIfSendFailed();
    }
}
