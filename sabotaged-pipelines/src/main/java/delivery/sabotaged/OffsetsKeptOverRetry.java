package delivery.sabotaged;

import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** The same without a transaction: what is to be committed is noted before it is known whether it was sent. */
final class OffsetsKeptOverRetry extends RetriesBatches {
    static final Sabotage SABOTAGE = new Sabotage(
            "offsets-kept-over-retry",
            "offsets noted before the flush, and committed with those of the next batch",
            GUARANTEE,
            "produce-refused-ragged",
            Anomaly.LOST,
            OffsetsKeptOverRetry::new);

    private final Map<TopicPartition, OffsetAndMetadata> due = new HashMap<>();

    private OffsetsKeptOverRetry(PipelineFlags flags) throws IOException {
        super(flags);
    }

    @Override
    protected void process(ConsumerRecords<String, String> events) {
        due.putAll(events.nextOffsets());
        super.process(events);
    }

    @Override
    protected void onFailure(ConsumerRecords<String, String> events) {
        rewind(events);
        counts.dropBatch();
    }

    @Override
    protected void commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        super.commit(due);
    }
}
