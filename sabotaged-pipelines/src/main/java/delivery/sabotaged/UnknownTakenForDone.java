package delivery.sabotaged;

import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import delivery.contract.Settings;
import delivery.transactional.TransactionalEos;
import java.io.IOException;
import java.time.Duration;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A commit that was not answered in time "has been sent, so it will be carried out": a new producer takes the place of
 * the old one, and its {@code initTransactions} aborts what the coordinator never heard of.
 */
final class UnknownTakenForDone extends TransactionalEos {
    static final Sabotage SABOTAGE = new Sabotage(
            "unknown-taken-for-done",
            "an unknown outcome of a commit taken for success",
            GUARANTEE,
            "end-txn-delayed",
            Anomaly.LOST,
            UnknownTakenForDone::new);

    private final Settings settings;

    private UnknownTakenForDone(PipelineFlags flags) throws IOException {
        this(flags, settings(flags));
    }

    private UnknownTakenForDone(PipelineFlags flags, Settings settings) {
        super(flags, connect(flags, settings));
        this.settings = settings;
    }

    @Override
    protected void commitTransaction() {
        try {
            producer.commitTransaction();
        } catch (TimeoutException unknown) {
            log.warn("sent, and so as good as done: {}", unknown.toString());
            producer.close(Duration.ZERO);
            producer = new KafkaProducer<>(settings.values(), new StringSerializer(), new StringSerializer());
            producer.initTransactions();
        }
    }
}
