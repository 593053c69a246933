package delivery.contract;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The running count of every page, in memory, by partition. It is restored from the output topic, which is partitioned
 * like the input and serves as the changelog. The counts of the batch in hand stand apart from those that are kept, so
 * that an abort drops them and reads nothing again.
 */
public final class RunningCounts implements AutoCloseable {
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);

    private final String outputTopic;
    private final Consumer<String, String> effects;
    private final Consumer<String, String> highWatermarks;
    private final Map<Integer, Map<String, Long>> keptByPartition = new HashMap<>();
    private final Map<Integer, Map<String, Long>> batchByPartition = new HashMap<>();

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

    /**
     * Counts one more view of a page in the batch in hand and returns its new running count.
     *
     * @throws IllegalStateException if the counts of the partition were not restored: it would count from 1 again
     */
    public long increment(int partition, String page) {
        Map<String, Long> kept = keptByPartition.get(partition);
        if (kept == null) {
            throw new IllegalStateException("an event of partition " + partition
                    + ", whose counts were not restored; restored: " + keptByPartition.keySet());
        }
        return batchByPartition
                .computeIfAbsent(partition, none -> new HashMap<>())
                .compute(page, (name, count) -> (count == null ? kept.getOrDefault(name, 0L) : count) + 1);
    }

    /** The batch in hand is done: its counts are counted on from. */
    public void keepBatch() {
        batchByPartition.forEach(
                (partition, counts) -> keptByPartition.get(partition).putAll(counts));
        batchByPartition.clear();
    }

    /** The batch in hand comes to nothing: the counts are what they were before it. */
    public void dropBatch() {
        batchByPartition.clear();
    }

    /** Drops the counts of partitions that belong to somebody else now. */
    public void forget(Collection<TopicPartition> inputPartitions) {
        for (TopicPartition input : inputPartitions) {
            keptByPartition.remove(input.partition());
            batchByPartition.remove(input.partition());
        }
    }

    /**
     * Replaces the counts of some partitions by the last effect of every page in them.
     *
     * <p>Read to the high watermark, not to the last stable offset: right after a takeover the former owner's committed
     * transaction may still miss its marker in a partition, and what lies after it would be left out. An open
     * transaction is waited for.
     *
     * @throws org.apache.kafka.common.errors.WakeupException after {@link #wakeup()}
     */
    public void restore(Collection<TopicPartition> inputPartitions) {
        forget(inputPartitions);
        List<TopicPartition> outputs = inputPartitions.stream()
                .map(input -> new TopicPartition(outputTopic, input.partition()))
                .toList();
        outputs.forEach(output -> keptByPartition.put(output.partition(), new HashMap<>()));
        highWatermarks.assign(outputs);
        Map<TopicPartition, Long> ends = highWatermarks.endOffsets(outputs);
        effects.assign(outputs);
        effects.seekToBeginning(outputs);
        while (!hasReached(ends)) {
            for (ConsumerRecord<String, String> effect : effects.poll(POLL_TIMEOUT)) {
                keptByPartition.get(effect.partition()).put(effect.key(), Long.valueOf(effect.value()));
            }
        }
        effects.unsubscribe();
        highWatermarks.unsubscribe();
    }

    private boolean hasReached(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> effects.position(end.getKey()) >= end.getValue());
    }

    /** Ends a {@link #restore} that runs in another thread, or the next one. */
    public void wakeup() {
        effects.wakeup();
        highWatermarks.wakeup();
    }

    /** At once: its consumers are in no group, and have nobody to say goodbye to. */
    @Override
    public void close() {
        effects.close(CloseOptions.timeout(Duration.ZERO));
        highWatermarks.close(CloseOptions.timeout(Duration.ZERO));
    }
}
