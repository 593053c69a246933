package delivery.sabotaged;

import delivery.atleastonce.AtLeastOnce;
import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Told to stop, it takes no further event, "to end in time", and commits the poll of which it has done a part. */
final class HalfBatchOnStop extends AtLeastOnce {
    static final Sabotage SABOTAGE = new Sabotage(
            "half-batch-on-stop",
            "the whole poll committed when a stop interrupts it",
            GUARANTEE,
            "pipeline-stopped",
            Anomaly.LOST,
            HalfBatchOnStop::new);

    private int effects;

    private HalfBatchOnStop(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    protected void send(ConsumerRecord<String, String> event) {
        if (!isStopped()) {
            super.send(event);
            if (++effects % 50 == 0) {
                flush();
            }
        }
    }
}
