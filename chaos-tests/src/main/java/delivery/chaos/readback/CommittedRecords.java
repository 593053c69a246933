package delivery.chaos.readback;

import java.time.Duration;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What a read_committed consumer is given, up to the last stable offsets. It belongs to no group and commits nothing.
 *
 * @param offsets of the records, by partition
 * @param lastStableOffsets by partition: all before it is decided
 */
record CommittedRecords(Map<TopicPartition, BitSet> offsets, Map<TopicPartition, Long> lastStableOffsets) {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration NO_PROGRESS_MAX = Duration.ofSeconds(60);

    /**
     * Reads them.
     *
     * @param settings by which a client reaches the cluster
     * @throws IllegalStateException if there is nothing more for so long that there will not be
     */
    static CommittedRecords read(Map<String, Object> settings, Collection<TopicPartition> partitions) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // Records that are deleted meanwhile are not to be skipped without a word.
        all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        all.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 10_000);
        all.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> lastStableOffsets = consumer.endOffsets(partitions);
            return new CommittedRecords(read(consumer, partitions, lastStableOffsets), lastStableOffsets);
        }
    }

    private static Map<TopicPartition, BitSet> read(
            KafkaConsumer<byte[], byte[]> consumer,
            Collection<TopicPartition> partitions,
            Map<TopicPartition, Long> lastStableOffsets) {
        Map<TopicPartition, BitSet> offsets = new HashMap<>();
        partitions.forEach(partition -> offsets.put(partition, new BitSet()));
        long progressNanos = System.nanoTime();
        while (lastStableOffsets.entrySet().stream()
                .anyMatch(entry -> consumer.position(entry.getKey()) < entry.getValue())) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            // Also where all that it passes is aborted.
            if (!records.isEmpty() || !records.nextOffsets().isEmpty()) {
                progressNanos = System.nanoTime();
            } else if (System.nanoTime() - progressNanos > NO_PROGRESS_MAX.toNanos()) {
                throw new IllegalStateException("a read_committed consumer was to be given all up to "
                        + lastStableOffsets + ", and was given nothing for " + NO_PROGRESS_MAX);
            }
            records.forEach(record -> offsets.get(new TopicPartition(record.topic(), record.partition()))
                    .set((int) record.offset()));
        }
        return offsets;
    }
}
