package delivery.sabotaged;

import delivery.atleastonce.AtLeastOnce;
import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Offsets are committed every five seconds, "for throughput", and those that are due are not when it stops. */
final class CommitEveryFiveSeconds extends AtLeastOnce {
    static final Sabotage SABOTAGE = new Sabotage(
            "commit-every-five-seconds",
            "offsets committed every five seconds, and not at the end",
            GUARANTEE,
            "pipeline-stopped",
            Anomaly.DUPLICATED,
            CommitEveryFiveSeconds::new);

    private static final long INTERVAL_NS = Duration.ofSeconds(5).toNanos();

    private final Map<TopicPartition, OffsetAndMetadata> due = new HashMap<>();
    private long committedNs = System.nanoTime();

    private CommitEveryFiveSeconds(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    public void pollOnce() {
        super.pollOnce();
        if (System.nanoTime() - committedNs > INTERVAL_NS) {
            super.commit(due);
            committedNs = System.nanoTime();
        }
    }

    @Override
    protected void commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        due.putAll(offsets);
    }
}
