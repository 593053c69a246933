package delivery.sabotaged;

import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import delivery.transactional.TransactionalEos;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** After an abort it goes back to where each partition stood when it was assigned: most of that is committed. */
final class RewoundToAssigned extends TransactionalEos {
    static final Sabotage SABOTAGE = new Sabotage(
            "rewound-to-assigned",
            "consumer rewound after an abort to where it began",
            GUARANTEE,
            "produce-refused-ragged",
            Anomaly.DUPLICATED,
            RewoundToAssigned::new);

    private final Map<TopicPartition, Long> began = new HashMap<>();

    private RewoundToAssigned(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        super.onPartitionsAssigned(partitions);
        partitions.forEach(partition -> began.put(partition, consumer.position(partition)));
    }

    @Override
    protected void rewind(ConsumerRecords<String, String> events) {
        began.forEach(consumer::seek);
    }
}
