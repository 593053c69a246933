package delivery.sabotaged;

import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * A transaction that is not open any more when it is to be committed is taken for one that has been: a new producer,
 * and the next poll.
 */
final class TimedOutTakenForCommitted extends RenewsItsProducer {
    static final Sabotage SABOTAGE = new Sabotage(
            "timed-out-taken-for-committed",
            "a transaction that its coordinator has aborted taken for one that was committed",
            GUARANTEE,
            "transaction-timed-out",
            Anomaly.LOST,
            TimedOutTakenForCommitted::new);

    private TimedOutTakenForCommitted(PipelineFlags flags) throws IOException {
        super(flags, settings(flags));
    }

    @Override
    protected void goOn(ConsumerRecords<String, String> events) {
        log.warn("taken for committed: {} events", events.count());
    }
}
