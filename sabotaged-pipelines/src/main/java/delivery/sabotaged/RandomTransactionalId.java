package delivery.sabotaged;

import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import delivery.transactional.TransactionalEos;
import java.io.IOException;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * A random {@code transactional.id} at every start, "for it has to be unique": nobody ends what the former process left
 * open, until {@code transaction.timeout.ms}, which is as long as brokers allow.
 */
final class RandomTransactionalId extends TransactionalEos {
    private static final int BROKERS_MAX_MS = 15 * 60 * 1_000;

    static final Sabotage SABOTAGE = new Sabotage(
            "random-transactional-id",
            "another transactional.id at every start, and a long transaction.timeout.ms",
            GUARANTEE,
            "killed-before-end-txn",
            Anomaly.STUCK,
            RandomTransactionalId::new);

    private RandomTransactionalId(PipelineFlags flags) throws IOException {
        super(
                flags,
                connect(
                        flags,
                        settings(flags)
                                .set(
                                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                                        UUID.randomUUID().toString())
                                .set(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, BROKERS_MAX_MS)));
    }
}
