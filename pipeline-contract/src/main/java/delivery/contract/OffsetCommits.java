package delivery.contract;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits a pipeline's offsets, and keeps those that a rebalance puts off. Under a cooperative assignor a pipeline
 * keeps its partitions during a rebalance, and polls bring their events; but no commit is taken until it is over. The
 * group then says what is assigned, be it nothing new: these offsets go out there, before a partition does.
 */
public final class OffsetCommits {
    private static final Duration POLL_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration REBALANCE_MAX = Duration.ofSeconds(30);

    private final Logger log = LoggerFactory.getLogger(getClass());
    private final Consumer<?, ?> consumer;
    private final Map<TopicPartition, OffsetAndMetadata> putOff = new HashMap<>();

    public OffsetCommits(Consumer<?, ?> consumer) {
        this.consumer = consumer;
    }

    /**
     * Commits, also when the pipeline is stopped meanwhile. It is woken once for that, and with
     * {@code group.protocol=consumer} the exception may come twice (findings/one-wakeup-thrown-twice): a batch whose
     * commit was left half done would be lost, or done twice.
     */
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
        boolean committed = false;
        while (!committed) {
            try {
                consumer.commitSync(offsets);
                committed = true;
            } catch (WakeupException stopping) {
                log.debug("the commit is repeated before the pipeline stops", stopping);
            }
        }
    }

    /** Commits the offsets of events that are done, now or when the rebalance is over that is under way. */
    public void commitDone(Map<TopicPartition, OffsetAndMetadata> offsets) {
        Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>(putOff);
        done.putAll(offsets);
        try {
            commitSync(done);
            putOff.clear();
        } catch (RebalanceInProgressException rebalance) {
            log.info("committed when the rebalance is over: {}", done);
            putOff.putAll(offsets);
        } catch (CommitFailedException lost) {
            log.warn("the next owner of these partitions does the batch again: {}", lost.toString());
            putOff.clear();
        }
    }

    /** Commits what was put off. To be called when partitions are assigned, and before any is revoked. */
    public void commitPutOff() {
        if (!putOff.isEmpty()) {
            commitDone(Map.of());
        }
    }

    /** Drops what was put off of partitions that belong to somebody else now. */
    public void forget(Collection<TopicPartition> partitions) {
        partitions.forEach(putOff::remove);
    }

    /**
     * Waits until nothing is put off any more. Whoever leaves its group during a rebalance is told that its partitions
     * are lost, and can commit no more. Events that are polled meanwhile are dropped. A rebalance that no broker ends
     * is waited for no longer than 30 s: a pipeline that was asked to stop must not linger.
     */
    public void awaitPutOff() {
        awaitPutOff(REBALANCE_MAX);
    }

    void awaitPutOff(Duration atMost) {
        long begunNs = System.nanoTime();
        while (!putOff.isEmpty()) {
            if (System.nanoTime() - begunNs > atMost.toNanos()) {
                log.warn("the rebalance is not over after {}; the next owner does again what is uncommitted", atMost);
                return;
            }
            consumer.pause(consumer.assignment());
            try {
                consumer.poll(POLL_TIMEOUT);
            } catch (WakeupException stopping) {
                log.debug("counts are not needed any more", stopping);
            }
        }
    }
}
