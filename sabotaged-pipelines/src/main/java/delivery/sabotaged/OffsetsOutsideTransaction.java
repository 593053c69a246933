package delivery.sabotaged;

import delivery.contract.Anomaly;
import delivery.contract.Effects;
import delivery.contract.PipelineFlags;
import delivery.transactional.TransactionalEos;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;

/** Effects in a transaction, and offsets committed by {@code commitSync} after it, as before there were transactions. */
final class OffsetsOutsideTransaction extends TransactionalEos {
    static final Sabotage SABOTAGE = new Sabotage(
            "offsets-outside-transaction",
            "offsets committed after the transaction, not in it",
            GUARANTEE,
            "pipeline-killed",
            Anomaly.DUPLICATED,
            OffsetsOutsideTransaction::new);

    private OffsetsOutsideTransaction(PipelineFlags flags) throws IOException {
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
            commitTransaction();
            consumer.commitSync(events.nextOffsets());
        } catch (KafkaException failure) {
            abort(events, failure);
        }
    }
}
