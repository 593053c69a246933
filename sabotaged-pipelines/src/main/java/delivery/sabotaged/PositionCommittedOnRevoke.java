package delivery.sabotaged;

import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import java.util.Collection;
import org.apache.kafka.common.TopicPartition;

/**
 * When partitions are revoked it commits where its consumer stands, "so that nothing is done twice": that is beyond
 * what waits in its queue.
 */
final class PositionCommittedOnRevoke extends BuffersPolls {
    static final Sabotage SABOTAGE = new Sabotage(
            "position-committed-on-revoke",
            "the consumer's position committed when partitions are revoked, past a queue of polled events",
            GUARANTEE,
            "scaled-out-and-in",
            Anomaly.LOST,
            PositionCommittedOnRevoke::new);

    private PositionCommittedOnRevoke(PipelineFlags flags) throws IOException {
        super(flags);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        consumer.commitSync();
        drop(partitions);
        super.onPartitionsRevoked(partitions);
    }
}
