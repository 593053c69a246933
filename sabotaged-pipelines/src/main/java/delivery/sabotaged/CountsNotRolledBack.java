package delivery.sabotaged;

import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import delivery.transactional.TransactionalEos;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;

/** An abort rewinds the consumer and leaves the counts in memory as they are. */
final class CountsNotRolledBack extends TransactionalEos {
    static final Sabotage SABOTAGE = new Sabotage(
            "counts-not-rolled-back",
            "counts not rolled back after an abort",
            GUARANTEE,
            "produce-refused",
            Anomaly.MISCOUNTED,
            CountsNotRolledBack::new);

    private CountsNotRolledBack(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    protected void abort(ConsumerRecords<String, String> events, KafkaException failure) {
        counts.keepBatch();
        super.abort(events, failure);
    }
}
