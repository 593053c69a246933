package delivery.sabotaged;

import delivery.atleastonce.AtLeastOnce;
import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import org.apache.kafka.clients.producer.ProducerConfig;

/** {@code acks=0}, "for throughput": every send succeeds, whatever becomes of it. */
final class AcksZero extends AtLeastOnce {
    static final Sabotage SABOTAGE =
            new Sabotage("acks-zero", "acks=0", GUARANTEE, "link-down", Anomaly.LOST, AcksZero::new);

    private AcksZero(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags).set(ProducerConfig.ACKS_CONFIG, "0")));
    }
}
