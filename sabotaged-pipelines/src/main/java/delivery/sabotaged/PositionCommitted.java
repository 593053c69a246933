package delivery.sabotaged;

import delivery.atleastonce.AtLeastOnce;
import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Commits every hundred effects, so that less is repeated, by {@code commitSync()}, which commits the end of the poll
 * and not what is done.
 */
final class PositionCommitted extends AtLeastOnce {
    static final Sabotage SABOTAGE = new Sabotage(
            "position-committed",
            "commitSync() in the middle of a poll commits its end",
            GUARANTEE,
            "killed-behind-commit",
            Anomaly.LOST,
            PositionCommitted::new);

    private int effects;

    private PositionCommitted(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    protected void send(ConsumerRecord<String, String> event) {
        super.send(event);
        if (++effects % 100 == 0) {
            flush();
            throwIfSendFailed();
            consumer.commitSync();
        }
    }
}
