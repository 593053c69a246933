package delivery.sabotaged;

import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import delivery.idempotent.IdempotentProducer;
import java.io.IOException;
import org.apache.kafka.clients.producer.ProducerConfig;

/** {@code acks=1}, "for latency", and {@code enable.idempotence} left at its default, which then is silently off. */
final class IdempotenceSilentlyOff extends IdempotentProducer {
    static final Sabotage SABOTAGE = new Sabotage(
            "idempotence-silently-off",
            "acks=1 turns idempotence off",
            GUARANTEE,
            "acks-lost",
            Anomaly.DUPLICATED,
            IdempotenceSilentlyOff::new);

    private IdempotenceSilentlyOff(PipelineFlags flags) throws IOException {
        super(
                flags,
                connect(
                        flags,
                        settings(flags)
                                .set(ProducerConfig.ACKS_CONFIG, "1")
                                .leaveOut(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG)));
    }
}
