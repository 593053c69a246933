package org.example.pageviews;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.stereotype.Component;

/**
 * The running count of each page, by partition. The output topic has them: it is read when the first batch of a
 * partition comes. A batch that is delivered again is counted again from where it began.
 */
@Component
public class RunningCounts implements ConsumerAwareRebalanceListener {
    private static final Duration POLL_TIMEOUT = Duration.ofSeconds(1);

    private final EffectsReaders readers;
    private final String output;
    private final Map<Integer, PartitionCounts> byPartition = new HashMap<>();

    public RunningCounts(EffectsReaders readers, @Value("${OUTPUT_TOPIC}") String output) {
        this.readers = readers;
        this.output = output;
    }

    /** Counts of before the last batch, the counts of that batch, and the offset of the last view in it. */
    private static final class PartitionCounts {
        private final Map<String, Long> before = new HashMap<>();
        private final Map<String, Long> batch = new HashMap<>();
        private long lastOffset = -1;

        /** The last batch is done if this view comes after it; else it was rolled back, and comes again. */
        private void begin(long offset) {
            if (offset > lastOffset) {
                before.putAll(batch);
            }
            batch.clear();
        }

        private long next(String page, long offset) {
            lastOffset = offset;
            return batch.merge(page, before.getOrDefault(page, 0L) + 1, (last, first) -> last + 1);
        }
    }

    /** To be called with each batch, before its views are counted. */
    void begin(List<ConsumerRecord<String, String>> views) {
        Map<Integer, Long> firstOffsets = new HashMap<>();
        views.forEach(view -> firstOffsets.putIfAbsent(view.partition(), view.offset()));
        List<Integer> unread = firstOffsets.keySet().stream()
                .filter(partition -> !byPartition.containsKey(partition))
                .toList();
        if (!unread.isEmpty()) {
            byPartition.putAll(read(unread));
        }
        firstOffsets.forEach((partition, offset) -> byPartition.get(partition).begin(offset));
    }

    /** Counts a view, and returns the new count of its page. */
    long next(ConsumerRecord<String, String> view) {
        return byPartition.get(view.partition()).next(view.key(), view.offset());
    }

    /**
     * To the high watermark: before it an open transaction is waited for, and a committed one is not left out. Nobody
     * else writes any more: a partition has events only when its former owner's transaction is decided.
     */
    private Map<Integer, PartitionCounts> read(List<Integer> partitions) {
        Map<Integer, PartitionCounts> counts = new HashMap<>();
        partitions.forEach(partition -> counts.put(partition, new PartitionCounts()));
        List<TopicPartition> outputs = partitions.stream()
                .map(partition -> new TopicPartition(output, partition))
                .toList();
        Map<TopicPartition, Long> ends;
        try (Consumer<String, String> highWatermarks = readers.create("read_uncommitted")) {
            ends = highWatermarks.endOffsets(outputs);
        }
        try (Consumer<String, String> effects = readers.create("read_committed")) {
            effects.assign(outputs);
            effects.seekToBeginning(outputs);
            while (ends.entrySet().stream().anyMatch(end -> effects.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<String, String> effect : effects.poll(POLL_TIMEOUT)) {
                    counts.get(effect.partition()).before.put(effect.key(), Long.valueOf(effect.value()));
                }
            }
        }
        return counts;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        forget(partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        forget(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        forget(partitions);
    }

    private void forget(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> byPartition.remove(partition.partition()));
    }
}
