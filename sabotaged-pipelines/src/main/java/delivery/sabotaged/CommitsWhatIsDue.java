package delivery.sabotaged;

import delivery.atleastonce.AtLeastOnce;
import delivery.contract.Clients;
import delivery.contract.PipelineFlags;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * At-least-once that commits now and then, and what is due then when it stops. What becomes of it when partitions are
 * revoked is left open.
 */
abstract class CommitsWhatIsDue extends AtLeastOnce {
    private final long intervalNs;
    private final Map<TopicPartition, OffsetAndMetadata> due = new HashMap<>();
    private long committedNs = System.nanoTime();

    CommitsWhatIsDue(PipelineFlags flags, Clients clients, Duration interval) {
        super(flags, clients);
        intervalNs = interval.toNanos();
    }

    @Override
    public void pollOnce() {
        try {
            super.pollOnce();
        } catch (WakeupException stopping) {
            commitDue();
            throw stopping;
        }
        if (isStopped() || System.nanoTime() - committedNs > intervalNs) {
            commitDue();
        }
    }

    @Override
    protected void commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        due.putAll(offsets);
    }

    /** Commits what is due; what a rebalance puts off is the module's then. */
    protected void commitDue() {
        super.commit(due);
        forgetDue();
    }

    /** What is due is not this instance's to commit any more. */
    protected void forgetDue() {
        due.clear();
        committedNs = System.nanoTime();
    }
}
