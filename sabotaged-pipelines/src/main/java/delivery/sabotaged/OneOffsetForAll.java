package delivery.sabotaged;

import delivery.atleastonce.AtLeastOnce;
import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** "How far it is" is one number, the highest offset of the poll, and committed in every partition of it. */
final class OneOffsetForAll extends AtLeastOnce {
    static final Sabotage SABOTAGE = new Sabotage(
            "one-offset-for-all",
            "the highest offset of a poll committed in all its partitions",
            GUARANTEE,
            "pipeline-killed-ragged",
            Anomaly.LOST,
            OneOffsetForAll::new);

    private OneOffsetForAll(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    protected void commit(Map<TopicPartition, OffsetAndMetadata> next) {
        OffsetAndMetadata highest = new OffsetAndMetadata(next.values().stream()
                .mapToLong(OffsetAndMetadata::offset)
                .max()
                .orElseThrow());
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        next.keySet().forEach(partition -> offsets.put(partition, highest));
        super.commit(offsets);
    }
}
