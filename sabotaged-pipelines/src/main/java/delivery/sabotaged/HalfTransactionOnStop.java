package delivery.sabotaged;

import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import delivery.transactional.TransactionalEos;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Told to stop, it takes no further event, and commits the transaction with a part of the effects and all offsets. */
final class HalfTransactionOnStop extends TransactionalEos {
    static final Sabotage SABOTAGE = new Sabotage(
            "half-transaction-on-stop",
            "a transaction with the offsets of the whole poll committed when a stop interrupts it",
            GUARANTEE,
            "rolling-deploy",
            Anomaly.LOST,
            HalfTransactionOnStop::new);

    private int effects;

    private HalfTransactionOnStop(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    protected void send(ConsumerRecord<String, String> event) {
        if (!isStopped()) {
            super.send(event);
            if (++effects % 50 == 0) {
                producer.flush();
            }
        }
    }
}
