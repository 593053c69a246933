package delivery.chaos.readback;

import delivery.chaos.history.HistoryLine;
import delivery.chaos.log.TopicLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the output topics twice, as the log stores it and as a read_committed consumer sees it, and joins the two. */
public final class OutputReader {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration NO_PROGRESS_MAX = Duration.ofSeconds(60);

    private final String bootstrapServers;
    private final TopicLog log;
    private final List<TopicPartition> partitions;
    private final LoggedLines logged;

    /**
     * @param partitions all that there are, in the order of their numbers in the log
     * @param logged reads the records
     */
    public OutputReader(String bootstrapServers, TopicLog log, List<TopicPartition> partitions, LoggedLines logged) {
        this.bootstrapServers = bootstrapServers;
        this.log = log;
        this.partitions = partitions;
        this.logged = logged;
    }

    /**
     * Every effect and every transaction marker, in the order of (partition, offset).
     *
     * @throws IllegalStateException if the topic grew while it was read
     */
    public List<HistoryLine> read() throws Exception {
        Map<TopicPartition, Long> ends = endOffsets();
        Map<TopicPartition, BitSet> readCommitted = readCommittedOffsets();
        List<HistoryLine> lines = new ArrayList<>();
        for (int number = 0; number < partitions.size(); number++) {
            int partition = number;
            BitSet visible = readCommitted.get(partitions.get(number));
            log.read(
                    partition,
                    0,
                    ends.get(partitions.get(number)),
                    batch -> logged.effects(partition, batch, offset -> visible.get((int) offset), lines::add));
        }
        Map<TopicPartition, Long> endsAfter = endOffsets();
        if (!endsAfter.equals(ends)) {
            throw new IllegalStateException("the output grew from " + ends + " to " + endsAfter + " while it was read");
        }
        return lines;
    }

    private Map<TopicPartition, Long> endOffsets() throws Exception {
        Map<TopicPartition, Long> ends = new HashMap<>();
        for (int number = 0; number < partitions.size(); number++) {
            ends.put(partitions.get(number), log.endOffset(number));
        }
        return ends;
    }

    private Map<TopicPartition, BitSet> readCommittedOffsets() {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                10_000,
                ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG,
                false);
        Map<TopicPartition, BitSet> offsets = new HashMap<>();
        partitions.forEach(partition -> offsets.put(partition, new BitSet()));
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> lastStableOffsets = consumer.endOffsets(partitions);
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
        }
        return offsets;
    }
}
