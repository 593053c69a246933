package delivery.sabotaged;

import delivery.atleastonce.AtLeastOnce;
import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import java.util.Map;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;

/**
 * A commit that a rebalance refuses is taken for one that came too late, "the next owner does it again". Under a
 * cooperative assignor there is no next owner yet: nobody commits these offsets.
 */
final class RefusedCommitForgotten extends AtLeastOnce {
    static final Sabotage SABOTAGE = new Sabotage(
            "refused-commit-forgotten",
            "offsets that a rebalance refuses never committed again",
            GUARANTEE,
            "commits-during-rebalance",
            Anomaly.DUPLICATED,
            RefusedCommitForgotten::new);

    private RefusedCommitForgotten(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    protected void commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        try {
            commitSync(offsets);
        } catch (CommitFailedException | RebalanceInProgressException lost) {
            log.warn("the next owner of these partitions does the batch again: {}", lost.toString());
        }
    }
}
