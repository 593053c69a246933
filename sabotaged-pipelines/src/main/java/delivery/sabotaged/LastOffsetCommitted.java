package delivery.sabotaged;

import delivery.atleastonce.AtLeastOnce;
import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The offset of the last event is committed, where Kafka wants the one of the next: the last event of every partition
 * is done again at every start, and the lag is never 0.
 */
final class LastOffsetCommitted extends AtLeastOnce {
    static final Sabotage SABOTAGE = new Sabotage(
            "last-offset-committed",
            "the offset of the last event committed, not of the next",
            GUARANTEE,
            "none",
            Anomaly.STUCK,
            LastOffsetCommitted::new);

    private LastOffsetCommitted(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    protected void commit(Map<TopicPartition, OffsetAndMetadata> next) {
        Map<TopicPartition, OffsetAndMetadata> last = new HashMap<>();
        next.forEach((partition, offset) -> last.put(partition, new OffsetAndMetadata(offset.offset() - 1)));
        super.commit(last);
    }
}
