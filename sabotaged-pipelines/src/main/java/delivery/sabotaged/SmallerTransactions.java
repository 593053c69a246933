package delivery.sabotaged;

import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import delivery.transactional.TransactionalEos;
import java.io.IOException;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * A transaction for every hundred effects, "for shorter ones", and each takes the offsets of the whole poll with it.
 */
final class SmallerTransactions extends TransactionalEos {
    static final Sabotage SABOTAGE = new Sabotage(
            "smaller-transactions",
            "every part of a poll commits the offsets of the whole",
            GUARANTEE,
            "killed-behind-commit",
            Anomaly.LOST,
            SmallerTransactions::new);

    private Map<TopicPartition, OffsetAndMetadata> offsets;
    private int effects;

    private SmallerTransactions(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    protected void process(ConsumerRecords<String, String> events) {
        offsets = events.nextOffsets();
        super.process(events);
    }

    @Override
    protected void send(ConsumerRecord<String, String> event) {
        super.send(event);
        if (++effects % 100 == 0) {
            sendOffsets(offsets);
            commitTransaction();
            producer.beginTransaction();
        }
    }
}
