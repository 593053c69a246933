package delivery.chaos.cost;

import delivery.chaos.report.blast.BlowYield;
import delivery.contract.Effects;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The effects of a pipeline that was struck, event by event.
 *
 * @param firstMs by number of event, when its first effect was appended; 0 if it has none
 * @param moreMs when each further effect of any event was appended
 * @param partitions of the input, over which events are spread by their page
 */
record EffectTally(long[] firstMs, List<Long> moreMs, int partitions) {
    private static final Duration POLL_MAX = Duration.ofMillis(200);

    static EffectTally read(String bootstrapServers, CostTopics topics, String isolation, long events) {
        EffectTally tally = new EffectTally(
                new long[(int) events], new ArrayList<>(), topics.shape().partitions());
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                isolation,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                10_000,
                ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG,
                false);
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(topics.outputPartitions());
            consumer.seekToBeginning(topics.outputPartitions());
            Map<TopicPartition, Long> ends = consumer.endOffsets(topics.outputPartitions());
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> effect : consumer.poll(POLL_MAX)) {
                    byte[] id = effect.headers().lastHeader(Effects.EVENT_ID).value();
                    tally.note(Integer.parseInt(new String(id, StandardCharsets.UTF_8)), effect.timestamp());
                }
            }
        }
        return tally;
    }

    /** Effects of one partition are read in the order in which they were appended. */
    void note(int event, long appendedMs) {
        if (firstMs[event] == 0) {
            firstMs[event] = appendedMs;
        } else {
            moreMs.add(appendedMs);
        }
    }

    /**
     * What each strike left. A further effect is that of the last strike before it. A lost event is that of the last
     * strike before the next effect of its partition.
     *
     * @param strikesMs when they struck, in order
     */
    List<BlowYield> yields(List<Long> strikesMs) {
        int[] lost = new int[strikesMs.size()];
        int[] duplicated = new int[strikesMs.size()];
        moreMs.forEach(ms -> duplicated[strikeBefore(strikesMs, ms)]++);
        for (int event = 0; event < firstMs.length; event++) {
            if (firstMs[event] == 0) {
                lost[strikeBefore(strikesMs, nextMs(event))]++;
            }
        }
        List<BlowYield> yields = new ArrayList<>();
        for (int i = 0; i < strikesMs.size(); i++) {
            yields.add(new BlowYield(strikesMs.get(i) - strikesMs.get(0), lost[i], duplicated[i]));
        }
        return yields;
    }

    private long nextMs(int lost) {
        for (int event = lost + 1; event < firstMs.length; event++) {
            if (firstMs[event] != 0
                    && EventSource.partition(event, partitions) == EventSource.partition(lost, partitions)) {
                return firstMs[event];
            }
        }
        return Long.MAX_VALUE;
    }

    private static int strikeBefore(List<Long> strikesMs, long ms) {
        int strike = strikesMs.size() - 1;
        while (strike >= 0 && strikesMs.get(strike) > ms) {
            strike--;
        }
        if (strike < 0) {
            throw new IllegalStateException(
                    "an event was lost or duplicated before the first strike: nothing had been broken");
        }
        return strike;
    }
}
