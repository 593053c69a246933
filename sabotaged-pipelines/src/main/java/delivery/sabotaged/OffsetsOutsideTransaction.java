package delivery.sabotaged;

import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import delivery.transactional.TransactionalEos;
import java.io.IOException;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Effects in a transaction, and offsets committed by {@code commitSync} after it, as before there were transactions.
 */
final class OffsetsOutsideTransaction extends TransactionalEos {
    static final Sabotage SABOTAGE = new Sabotage(
            "offsets-outside-transaction",
            "offsets committed after the transaction, not in it",
            GUARANTEE,
            "pipeline-killed",
            Anomaly.DUPLICATED,
            OffsetsOutsideTransaction::new);

    private OffsetsOutsideTransaction(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    protected void sendOffsets(Map<TopicPartition, OffsetAndMetadata> offsets) {}

    @Override
    protected void commitTransaction() {
        super.commitTransaction();
        consumer.commitSync();
    }
}
