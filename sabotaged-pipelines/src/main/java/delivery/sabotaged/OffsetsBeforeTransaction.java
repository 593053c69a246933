package delivery.sabotaged;

import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import delivery.transactional.TransactionalEos;
import java.io.IOException;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Offsets are committed by {@code commitSync} and then the transaction, which may still come to nothing. */
final class OffsetsBeforeTransaction extends TransactionalEos {
    static final Sabotage SABOTAGE = new Sabotage(
            "offsets-before-transaction",
            "offsets committed before the transaction, not in it",
            GUARANTEE,
            "killed-before-end-txn",
            Anomaly.LOST,
            OffsetsBeforeTransaction::new);

    private OffsetsBeforeTransaction(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    protected void sendOffsets(Map<TopicPartition, OffsetAndMetadata> offsets) {
        consumer.commitSync(offsets);
    }
}
