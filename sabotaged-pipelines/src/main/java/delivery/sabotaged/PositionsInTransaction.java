package delivery.sabotaged;

import delivery.contract.PipelineFlags;
import delivery.transactional.TransactionalEos;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** The positions of all partitions go into each transaction; where it has nothing in hand, they are as before. */
final class PositionsInTransaction extends TransactionalEos {
    static final Innocent INNOCENT = new Innocent(
            "positions-in-transaction",
            "the positions of all partitions in every transaction",
            GUARANTEE,
            List.of("none-ragged", "produce-refused-ragged", "none", "pipeline-killed-ragged"),
            PositionsInTransaction::new);

    private PositionsInTransaction(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    protected void sendOffsets(Map<TopicPartition, OffsetAndMetadata> offsets) {
        Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
        consumer.assignment()
                .forEach(partition -> positions.put(partition, new OffsetAndMetadata(consumer.position(partition))));
        super.sendOffsets(positions);
    }
}
