package delivery.sabotaged;

import delivery.contract.Anomaly;
import delivery.contract.Effects;
import delivery.contract.PipelineFlags;
import delivery.transactional.TransactionalEos;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;

/** A transaction for every hundred effects, "for shorter ones", and each takes the offsets of the whole poll with it. */
final class SmallerTransactions extends TransactionalEos {
    static final Sabotage SABOTAGE = new Sabotage(
            "smaller-transactions",
            "every part of a poll commits the offsets of the whole",
            GUARANTEE,
            "killed-behind-commit",
            Anomaly.LOST,
            SmallerTransactions::new);

    private int effects;

    private SmallerTransactions(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    protected void pollOnce() {
        ConsumerRecords<String, String> events = consumer.poll(POLL_TIMEOUT);
        if (events.nextOffsets().isEmpty()) {
            return;
        }
        producer.beginTransaction();
        try {
            for (ConsumerRecord<String, String> event : events) {
                long count = counts.increment(event.partition(), event.key());
                producer.send(Effects.effectOf(event, outputTopic, count));
                if (++effects % 100 == 0) {
                    producer.sendOffsetsToTransaction(events.nextOffsets(), consumer.groupMetadata());
                    commitTransaction();
                    producer.beginTransaction();
                }
            }
            producer.sendOffsetsToTransaction(events.nextOffsets(), consumer.groupMetadata());
            commitTransaction();
        } catch (KafkaException failure) {
            abort(events, failure);
        }
    }
}
