package delivery.contract;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The running count of every page, in memory, by partition; rebuilt from the output topic, which is partitioned like the
 * input and serves as the changelog.
 */
public final class RunningCounts implements AutoCloseable {
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);

    private final String outputTopic;
    private final Consumer<String, String> effects;
    private final Consumer<String, String> highWatermarks;
    private final Map<Integer, Map<String, Long>> countsByPartition = new HashMap<>();

    /**
     * @param effects a consumer to read the output topic with; its isolation level decides which effects count
     * @param highWatermarks a consumer with {@code isolation.level=read_uncommitted}, whose end offsets therefore are
     *     high watermarks; the same as {@code effects} if that one is
     */
    public RunningCounts(
            String outputTopic, Consumer<String, String> effects, Consumer<String, String> highWatermarks) {
        this.outputTopic = outputTopic;
        this.effects = effects;
        this.highWatermarks = highWatermarks;
    }

    /** Counts one more view of a page and returns its new running count. */
    public long increment(int partition, String page) {
        return countsByPartition
                .computeIfAbsent(partition, none -> new HashMap<>())
                .merge(page, 1L, Long::sum);
    }

    /** Drops the counts of partitions that belong to somebody else now. */
    public void forget(Collection<TopicPartition> inputPartitions) {
        inputPartitions.forEach(partition -> countsByPartition.remove(partition.partition()));
    }

    /**
     * Replaces the counts of some partitions by the last effect of every page in them.
     *
     * <p>Read to the high watermark, not to the last stable offset: right after a takeover the former owner's committed
     * transaction may still miss its marker in a partition, and what lies behind would be left out. An open transaction
     * is waited for.
     *
     * @throws org.apache.kafka.common.errors.WakeupException after {@link #wakeup()}
     */
    public void rebuild(Collection<TopicPartition> inputPartitions) {
        List<TopicPartition> outputs = inputPartitions.stream()
                .map(input -> new TopicPartition(outputTopic, input.partition()))
                .toList();
        outputs.forEach(output -> countsByPartition.put(output.partition(), new HashMap<>()));
        highWatermarks.assign(outputs);
        Map<TopicPartition, Long> ends = highWatermarks.endOffsets(outputs);
        effects.assign(outputs);
        effects.seekToBeginning(outputs);
        while (!hasReached(ends)) {
            for (ConsumerRecord<String, String> effect : effects.poll(POLL_TIMEOUT)) {
                countsByPartition.get(effect.partition()).put(effect.key(), Long.valueOf(effect.value()));
            }
        }
        effects.unsubscribe();
        highWatermarks.unsubscribe();
    }

    private boolean hasReached(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> effects.position(end.getKey()) >= end.getValue());
    }

    /** Ends a {@link #rebuild} that runs in another thread, or the next one. */
    public void wakeup() {
        effects.wakeup();
        highWatermarks.wakeup();
    }

    @Override
    public void close() {
        effects.close();
        highWatermarks.close();
    }
}
