package delivery.sabotaged;

import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** A batch that could not be sent as a whole is done again, when its later effects are written already. */
final class BatchRetried extends RetriesBatches {
    static final Sabotage SABOTAGE = new Sabotage(
            "batch-retried",
            "a batch done again whose later effects are written, without the first",
            GUARANTEE,
            "produce-refused-ragged",
            Anomaly.REORDERED,
            BatchRetried::new);

    private BatchRetried(PipelineFlags flags) throws IOException {
        super(flags);
    }

    @Override
    protected void onFailure(ConsumerRecords<String, String> events) {
        rewind(events);
        counts.dropBatch();
    }
}
