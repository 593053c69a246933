package delivery.sabotaged;

import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import delivery.transactional.TransactionalEos;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** After an abort only the partition of the first event is rewound; a poll may hold events of several. */
final class OnePartitionRewound extends TransactionalEos {
    static final Sabotage SABOTAGE = new Sabotage(
            "one-partition-rewound",
            "only one partition of the poll rewound after an abort",
            GUARANTEE,
            "produce-refused-ragged",
            Anomaly.LOST,
            OnePartitionRewound::new);

    private OnePartitionRewound(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    protected void rewind(ConsumerRecords<String, String> events) {
        TopicPartition first = events.partitions().iterator().next();
        consumer.seek(first, events.records(first).get(0).offset());
    }
}
