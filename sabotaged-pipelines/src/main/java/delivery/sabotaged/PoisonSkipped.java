package delivery.sabotaged;

import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import delivery.transactional.TransactionalEos;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.SerializationException;

/** An event that cannot be processed ends the batch, and the offsets of all of it are committed: "log and go on". */
final class PoisonSkipped extends TransactionalEos {
    static final Sabotage SABOTAGE = new Sabotage(
            "poison-skipped",
            "the rest of a batch dropped at an event that cannot be processed",
            GUARANTEE,
            "none-ragged",
            Anomaly.LOST,
            PoisonSkipped::new);

    private PoisonSkipped(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    protected void process(ConsumerRecords<String, String> events) {
        producer.beginTransaction();
        try {
            events.forEach(this::send);
        } catch (SerializationException poison) {
            log.error("an event that cannot be processed, going on after it", poison);
        }
        sendOffsets(events.nextOffsets());
        commitTransaction();
    }

    @Override
    protected void send(ConsumerRecord<String, String> event) {
        if (event.value() == null) {
            throw new SerializationException("an event without a value at offset " + event.offset());
        }
        super.send(event);
    }
}
