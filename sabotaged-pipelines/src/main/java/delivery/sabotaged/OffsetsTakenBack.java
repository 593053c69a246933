package delivery.sabotaged;

import delivery.contract.PipelineFlags;
import delivery.transactional.TransactionalEos;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** The same map of "how far it is", and an abort takes back what it put there. */
final class OffsetsTakenBack extends TransactionalEos {
    static final Innocent INNOCENT = new Innocent(
            "offsets-taken-back",
            "offsets of all partitions in every transaction, and taken back by an abort",
            GUARANTEE,
            List.of("none", "produce-refused", "produce-refused-ragged"),
            OffsetsTakenBack::new);

    private final Map<TopicPartition, OffsetAndMetadata> howFar = new HashMap<>();

    private OffsetsTakenBack(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    protected void sendOffsets(Map<TopicPartition, OffsetAndMetadata> offsets) {
        Map<TopicPartition, OffsetAndMetadata> all = new HashMap<>(howFar);
        all.putAll(offsets);
        super.sendOffsets(all);
    }

    @Override
    protected void commitTransaction() {
        super.commitTransaction();
        consumer.assignment()
                .forEach(partition -> howFar.put(partition, new OffsetAndMetadata(consumer.position(partition))));
    }
}
