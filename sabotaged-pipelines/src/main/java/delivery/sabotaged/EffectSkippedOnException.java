package delivery.sabotaged;

import delivery.atleastonce.AtLeastOnce;
import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import org.apache.kafka.clients.producer.RecordMetadata;

/** An effect that fails is logged and skipped, so that one bad event cannot stop the pipeline. */
final class EffectSkippedOnException extends AtLeastOnce {
    static final Sabotage SABOTAGE = new Sabotage(
            "effect-skipped-on-exception",
            "log and continue when an effect fails",
            GUARANTEE,
            "produce-refused",
            Anomaly.LOST,
            EffectSkippedOnException::new);

    private EffectSkippedOnException(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    protected void onCompletion(RecordMetadata metadata, Exception failure) {
        if (failure != null) {
            log.error("skipped an effect: {}", failure.toString());
        }
    }
}
