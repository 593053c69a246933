package delivery.contract;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The running count of every page, in memory, by partition; rebuilt from the output topic, which is partitioned like the
 * input and serves as the changelog.
 */
public final class RunningCounts {
    private static final Duration POLL = Duration.ofMillis(100);

    private final Map<Integer, Map<String, Long>> countsByPartition = new HashMap<>();

    /** Counts one more view of a page and returns its new running count. */
    public long increment(int partition, String page) {
        return countsByPartition
                .computeIfAbsent(partition, none -> new HashMap<>())
                .merge(page, 1L, Long::sum);
    }

    /** Drops the counts of partitions that belong to somebody else now. */
    public void forget(Collection<Integer> partitions) {
        countsByPartition.keySet().removeAll(partitions);
    }

    /**
     * Replaces the counts of some partitions by the last effect of every page in them.
     *
     * <p>Read to the high watermark, not to the last stable offset: right after a takeover the former owner's committed
     * transaction may still miss its marker in a partition, and what lies behind would be left out.
     *
     * @param effects an unsubscribed consumer of the output topic; its isolation level decides which effects count
     * @param highWatermarks for every output partition to rebuild, the offset to read up to
     */
    public void rebuild(Consumer<String, String> effects, Map<TopicPartition, Long> highWatermarks) {
        highWatermarks.keySet().forEach(partition -> countsByPartition.put(partition.partition(), new HashMap<>()));
        effects.assign(highWatermarks.keySet());
        effects.seekToBeginning(highWatermarks.keySet());
        while (!hasReached(effects, highWatermarks)) {
            for (ConsumerRecord<String, String> effect : effects.poll(POLL)) {
                countsByPartition.get(effect.partition()).put(effect.key(), Long.valueOf(effect.value()));
            }
        }
        effects.unsubscribe();
    }

    private static boolean hasReached(Consumer<String, String> effects, Map<TopicPartition, Long> highWatermarks) {
        return highWatermarks.entrySet().stream()
                .allMatch(entry -> effects.position(entry.getKey()) >= entry.getValue());
    }
}
