package delivery.sabotaged;

import delivery.atleastonce.AtLeastOnce;
import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * {@code auto.offset.reset} is left at its default: of a partition that is added it reads what comes after it has heard
 * of it. As long as its topic stays as it is, and its group has committed, nobody notices.
 */
final class ResetToLatest extends AtLeastOnce {
    static final Sabotage SABOTAGE = new Sabotage(
            "reset-to-latest",
            "auto.offset.reset left at latest",
            GUARANTEE,
            "partitions-added",
            Anomaly.LOST,
            ResetToLatest::new);

    private ResetToLatest(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags).set(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest")));
    }
}
