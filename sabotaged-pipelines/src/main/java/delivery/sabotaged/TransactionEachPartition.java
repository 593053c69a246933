package delivery.sabotaged;

import delivery.contract.PipelineFlags;
import delivery.transactional.TransactionalEos;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** A transaction for each partition of a poll. What becomes of the poll when one of them is aborted is left open. */
abstract class TransactionEachPartition extends TransactionalEos {
    TransactionEachPartition(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    protected void process(ConsumerRecords<String, String> events) {
        for (TopicPartition partition : events.nextOffsets().keySet()) {
            List<ConsumerRecord<String, String>> part = events.records(partition);
            producer.beginTransaction();
            try {
                part.forEach(this::send);
                sendOffsets(Map.of(partition, events.nextOffsets().get(partition)));
                commitTransaction();
                counts.keepBatch();
                done(partition);
            } catch (KafkaException failure) {
                abort(events, failure);
                return;
            }
        }
    }

    /** The transaction of this partition of the poll is committed. */
    protected void done(TopicPartition partition) {}
}
