package delivery.sabotaged;

import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import delivery.transactional.TransactionalEos;
import java.io.IOException;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** The offsets of one partition go into the transaction, as if a poll held no other. */
final class OnePartitionCommitted extends TransactionalEos {
    static final Sabotage SABOTAGE = new Sabotage(
            "one-partition-committed",
            "offsets of only one partition of the poll sent to the transaction",
            GUARANTEE,
            "killed-before-end-txn-ragged",
            Anomaly.DUPLICATED,
            OnePartitionCommitted::new);

    private OnePartitionCommitted(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    protected void sendOffsets(Map<TopicPartition, OffsetAndMetadata> offsets) {
        Map.Entry<TopicPartition, OffsetAndMetadata> first =
                offsets.entrySet().iterator().next();
        super.sendOffsets(Map.of(first.getKey(), first.getValue()));
    }
}
