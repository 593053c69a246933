package delivery.sabotaged;

import delivery.atleastonce.AtLeastOnce;
import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A counter of two digits: what is more than 99 stays 99. */
final class CountsClamped extends AtLeastOnce {
    static final Sabotage SABOTAGE = new Sabotage(
            "counts-clamped", "counts clamped to 99", GUARANTEE, "none", Anomaly.MISCOUNTED, CountsClamped::new);

    private CountsClamped(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    protected long nextCount(ConsumerRecord<String, String> event) {
        return Math.min(99, super.nextCount(event));
    }
}
