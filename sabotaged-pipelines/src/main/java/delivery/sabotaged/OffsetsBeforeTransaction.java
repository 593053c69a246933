package delivery.sabotaged;

import delivery.contract.Anomaly;
import delivery.contract.Effects;
import delivery.contract.PipelineFlags;
import delivery.transactional.TransactionalEos;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;

/** Offsets are committed by {@code commitSync} and then the transaction, which may still come to nothing. */
final class OffsetsBeforeTransaction extends TransactionalEos {
    static final Sabotage SABOTAGE = new Sabotage(
            "offsets-before-transaction",
            "offsets committed before the transaction, not in it",
            GUARANTEE,
            "killed-before-end-txn",
            Anomaly.LOST,
            OffsetsBeforeTransaction::new);

    private OffsetsBeforeTransaction(PipelineFlags flags) throws IOException {
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
            }
            consumer.commitSync(events.nextOffsets());
            commitTransaction();
        } catch (KafkaException failure) {
            abort(events, failure);
        }
    }
}
