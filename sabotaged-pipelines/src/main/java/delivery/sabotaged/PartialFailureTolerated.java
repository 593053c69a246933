package delivery.sabotaged;

import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** A batch has failed when all of it has: one partition of several that could not be written is passed over. */
final class PartialFailureTolerated extends RetriesBatches {
    static final Sabotage SABOTAGE = new Sabotage(
            "partial-failure-tolerated",
            "the failed sends of one partition passed over when others of the batch were sent",
            GUARANTEE,
            "produce-refused-ragged",
            Anomaly.LOST,
            PartialFailureTolerated::new);

    private PartialFailureTolerated(PipelineFlags flags) throws IOException {
        super(flags);
    }

    @Override
    protected void onFailure(ConsumerRecords<String, String> events) {
        if (failed.size() == events.partitions().size()) {
            rewind(events);
            counts.dropBatch();
        } else {
            commit(events.nextOffsets());
        }
    }
}
