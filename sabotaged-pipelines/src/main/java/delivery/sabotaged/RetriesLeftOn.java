package delivery.sabotaged;

import delivery.atmostonce.AtMostOnce;
import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Retries are left at their default, which has been "forever" since Kafka 2.1: a lost acknowledgement sends the effect
 * again.
 */
final class RetriesLeftOn extends AtMostOnce {
    static final Sabotage SABOTAGE = new Sabotage(
            "retries-left-on",
            "retries left at the default",
            GUARANTEE,
            "acks-lost",
            Anomaly.DUPLICATED,
            RetriesLeftOn::new);

    private RetriesLeftOn(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags).set(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE)));
    }
}
