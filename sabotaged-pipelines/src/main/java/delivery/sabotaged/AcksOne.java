package delivery.sabotaged;

import delivery.atleastonce.AtLeastOnce;
import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import org.apache.kafka.clients.producer.ProducerConfig;

/** {@code acks=1}, which was the default before Kafka 3.0: what only the leader has is lost with it. */
final class AcksOne extends AtLeastOnce {
    static final Sabotage SABOTAGE =
            new Sabotage("acks-one", "acks=1", GUARANTEE, "leader-alone-killed", Anomaly.LOST, AcksOne::new);

    private AcksOne(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags).set(ProducerConfig.ACKS_CONFIG, "1")));
    }
}
