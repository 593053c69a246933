package delivery.sabotaged;

import delivery.atleastonce.AtLeastOnce;
import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/** An error ends the batch, and it is read again, but only in the partition of its first event. */
final class OnePartitionRetried extends AtLeastOnce {
    static final Sabotage SABOTAGE = new Sabotage(
            "one-partition-retried",
            "only one partition of the poll rewound after an error",
            GUARANTEE,
            "produce-refused-ragged",
            Anomaly.LOST,
            OnePartitionRetried::new);

    private final AtomicBoolean failed = new AtomicBoolean();

    private OnePartitionRetried(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    protected void onCompletion(RecordMetadata metadata, Exception failure) {
        failed.compareAndSet(false, failure != null);
    }

    @Override
    protected void process(ConsumerRecords<String, String> events) {
        TopicPartition first = events.partitions().iterator().next();
        for (TopicPartition partition : events.partitions()) {
            events.records(partition).forEach(this::send);
            flush();
            if (failed.getAndSet(false)) {
                consumer.seek(first, events.records(first).get(0).offset());
                return;
            }
        }
        commit(events.nextOffsets());
    }
}
