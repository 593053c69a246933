package delivery.sabotaged;

import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import delivery.transactional.TransactionalEos;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The offset of the last event goes into the transaction, where Kafka wants the one of the next: exactly once, but for
 * one event of each partition at each start.
 */
final class LastOffsetInTransaction extends TransactionalEos {
    static final Sabotage SABOTAGE = new Sabotage(
            "last-offset-in-transaction",
            "the offset of the last event sent to the transaction, not of the next",
            GUARANTEE,
            "pipeline-killed",
            Anomaly.DUPLICATED,
            LastOffsetInTransaction::new);

    private LastOffsetInTransaction(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    protected void sendOffsets(Map<TopicPartition, OffsetAndMetadata> next) {
        Map<TopicPartition, OffsetAndMetadata> last = new HashMap<>();
        next.forEach((partition, offset) -> last.put(partition, new OffsetAndMetadata(offset.offset() - 1)));
        super.sendOffsets(last);
    }
}
