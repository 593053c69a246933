package delivery.sabotaged;

import delivery.atleastonce.AtLeastOnce;
import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * {@code max.in.flight.requests.per.connection} is left at 5 while idempotence is off: what is sent again is
 * overtaken.
 */
final class InFlightWithoutIdempotence extends AtLeastOnce {
    static final Sabotage SABOTAGE = new Sabotage(
            "in-flight-without-idempotence",
            "five requests in flight without idempotence",
            GUARANTEE,
            "produces-cut",
            Anomaly.REORDERED,
            InFlightWithoutIdempotence::new);

    private InFlightWithoutIdempotence(PipelineFlags flags) throws IOException {
        super(
                flags,
                connect(
                        flags,
                        settings(flags)
                                .set(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5)
                                .because("A poll in one request would leave nothing to overtake it.")
                                .set(ProducerConfig.BATCH_SIZE_CONFIG, 1_024)));
    }
}
