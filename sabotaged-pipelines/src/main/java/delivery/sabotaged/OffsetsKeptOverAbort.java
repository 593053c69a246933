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
 * A map of "how far it is" in every partition goes into each transaction whole. An abort does not take back what it put
 * there: the next transaction, of another partition, commits the offsets of the one that was aborted.
 */
final class OffsetsKeptOverAbort extends TransactionalEos {
    static final Sabotage SABOTAGE = new Sabotage(
            "offsets-kept-over-abort",
            "offsets kept in memory over an abort, and sent with the next transaction",
            GUARANTEE,
            "produce-refused-ragged",
            Anomaly.LOST,
            OffsetsKeptOverAbort::new);

    private final Map<TopicPartition, OffsetAndMetadata> howFar = new HashMap<>();

    private OffsetsKeptOverAbort(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    protected void sendOffsets(Map<TopicPartition, OffsetAndMetadata> offsets) {
        howFar.putAll(offsets);
        super.sendOffsets(howFar);
    }
}
