package delivery.sabotaged;

import delivery.atleastonce.AtLeastOnce;
import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RetriableException;

/**
 * A RetriableException is logged and left to the producer, "which retries it". One that reaches the callback was
 * retried for {@code delivery.timeout.ms}, and nobody does it again.
 */
final class RetriableErrorsIgnored extends AtLeastOnce {
    static final Sabotage SABOTAGE = new Sabotage(
            "retriable-errors-ignored",
            "a RetriableException in the callback of a send left to the producer",
            GUARANTEE,
            "produce-expired",
            Anomaly.LOST,
            RetriableErrorsIgnored::new);

    private RetriableErrorsIgnored(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    protected void onCompletion(RecordMetadata metadata, Exception failure) {
        if (failure instanceof RetriableException) {
            log.warn("will be retried: {}", failure.toString());
        } else {
            super.onCompletion(metadata, failure);
        }
    }
}
