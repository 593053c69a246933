package delivery.sabotaged;

import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import delivery.transactional.TransactionalEos;
import java.io.IOException;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** A transaction takes the offsets of the batch before with it: those of its own go with the next. */
final class OffsetsOfBatchBefore extends TransactionalEos {
    static final Sabotage SABOTAGE = new Sabotage(
            "offsets-of-batch-before",
            "the offsets of the batch before sent to a transaction",
            GUARANTEE,
            "pipeline-killed",
            Anomaly.DUPLICATED,
            OffsetsOfBatchBefore::new);

    private Map<TopicPartition, OffsetAndMetadata> before = Map.of();

    private OffsetsOfBatchBefore(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    protected void sendOffsets(Map<TopicPartition, OffsetAndMetadata> offsets) {
        super.sendOffsets(before);
        before = offsets;
    }
}
