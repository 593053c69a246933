package delivery.measured;

import delivery.atleastonce.AtLeastOnce;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import org.apache.kafka.clients.producer.ProducerConfig;

/** At-least-once that waits for fewer acknowledgements than its promise needs. */
final class AtLeastOnceAcks extends AtLeastOnce {
    AtLeastOnceAcks(PipelineFlags flags, String acks) throws IOException {
        super(flags, connect(flags, settings(flags).set(ProducerConfig.ACKS_CONFIG, acks)));
    }
}
