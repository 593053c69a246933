package delivery.sabotaged;

import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The offsets of a partition whose effects could not be sent are left out of the commit, and the consumer is not
 * rewound there: the commit of the next batch takes them along.
 */
final class FailedPartitionLeftOut extends RetriesBatches {
    static final Sabotage SABOTAGE = new Sabotage(
            "failed-partition-left-out",
            "a partition that failed left out of one commit, and not rewound",
            GUARANTEE,
            "produce-refused-ragged",
            Anomaly.LOST,
            FailedPartitionLeftOut::new);

    private FailedPartitionLeftOut(PipelineFlags flags) throws IOException {
        super(flags);
    }

    @Override
    protected void onFailure(ConsumerRecords<String, String> events) {
        Map<TopicPartition, OffsetAndMetadata> sent = new HashMap<>(events.nextOffsets());
        sent.keySet().removeIf(partition -> failed.contains(partition.partition()));
        commit(sent);
    }
}
