package delivery.sabotaged;

import delivery.atleastonce.AtLeastOnce;
import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** An event without a value is taken for none, "there is nothing in it". */
final class TombstonesSkipped extends AtLeastOnce {
    static final Sabotage SABOTAGE = new Sabotage(
            "tombstones-skipped",
            "events whose value is null skipped",
            GUARANTEE,
            "none-ragged",
            Anomaly.LOST,
            TombstonesSkipped::new);

    private TombstonesSkipped(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    protected void send(ConsumerRecord<String, String> event) {
        if (event.value() != null) {
            super.send(event);
        }
    }
}
