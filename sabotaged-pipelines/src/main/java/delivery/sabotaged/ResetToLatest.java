package delivery.sabotaged;

import delivery.atleastonce.AtLeastOnce;
import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** {@code auto.offset.reset} is left at its default: what stood in the topic before the first start is never read. */
final class ResetToLatest extends AtLeastOnce {
    static final Sabotage SABOTAGE = new Sabotage(
            "reset-to-latest", "auto.offset.reset=latest", GUARANTEE, "none", Anomaly.STUCK, ResetToLatest::new);

    private ResetToLatest(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags).set(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest")));
    }
}
