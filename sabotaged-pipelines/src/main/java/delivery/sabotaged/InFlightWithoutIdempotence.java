package delivery.sabotaged;

import delivery.atleastonce.AtLeastOnce;
import delivery.contract.Anomaly;
import delivery.contract.Clients;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import org.apache.kafka.clients.producer.ProducerConfig;

/** {@code max.in.flight.requests.per.connection} is left at 5 while idempotence is off: what is sent again is overtaken. */
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
                Clients.connect(
                        Settings.with(settings(flags), ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5)));
    }
}
