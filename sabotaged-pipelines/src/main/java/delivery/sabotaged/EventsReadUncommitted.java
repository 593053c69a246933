package delivery.sabotaged;

import delivery.contract.Anomaly;
import delivery.contract.Guarantee;
import delivery.contract.PipelineFlags;
import delivery.transactional.TransactionalEos;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * {@code isolation.level} of the consumer of the events is left at its default: what an upstream transaction aborted
 * is processed, exactly once.
 */
final class EventsReadUncommitted extends TransactionalEos {
    static final Sabotage SABOTAGE = new Sabotage(
            "events-read-uncommitted",
            "events read with read_uncommitted",
            GUARANTEE,
            "none-ragged",
            Anomaly.PHANTOM,
            EventsReadUncommitted::new);

    private EventsReadUncommitted(PipelineFlags flags) throws IOException {
        super(
                flags,
                connect(flags, settings(flags).set(ConsumerConfig.ISOLATION_LEVEL_CONFIG, Guarantee.READ_UNCOMMITTED)));
    }
}
