package delivery.sabotaged;

import delivery.atleastonce.AtLeastOnce;
import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Counts are restored when a partition comes for the first time, and kept when it goes: when it comes back, they are
 * from before.
 */
final class CountsKeptOverRebalance extends AtLeastOnce {
    static final Sabotage SABOTAGE = new Sabotage(
            "counts-kept-over-rebalance",
            "counts from before a partition went to another counted on from when it is back",
            GUARANTEE,
            "scaled-out-and-in",
            Anomaly.MISCOUNTED,
            CountsKeptOverRebalance::new);

    private final Set<TopicPartition> restored = new HashSet<>();

    private CountsKeptOverRebalance(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        super.onPartitionsAssigned(partitions.stream().filter(restored::add).toList());
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}
}
