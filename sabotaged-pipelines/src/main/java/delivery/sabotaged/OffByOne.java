package delivery.sabotaged;

import delivery.atleastonce.AtLeastOnce;
import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** One is added to the offset that is committed, "for Kafka wants the next one", where it is the next one already. */
final class OffByOne extends AtLeastOnce {
    static final Sabotage SABOTAGE = new Sabotage(
            "off-by-one",
            "one too much in the committed offset",
            GUARANTEE,
            "killed-behind-commit",
            Anomaly.LOST,
            OffByOne::new);

    private OffByOne(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    protected void commit(Map<TopicPartition, OffsetAndMetadata> next) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        next.forEach((partition, offset) -> offsets.put(partition, new OffsetAndMetadata(offset.offset() + 1)));
        super.commit(offsets);
    }
}
