package delivery.chaos.cost;

import delivery.contract.Effects;
import java.io.Closeable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the effects of one contender as they come, and notes when. */
final class EffectClock implements Closeable {
    private static final Duration POLL_MAX = Duration.ofMillis(100);
    /** Without any effect for so long, none will come. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KafkaConsumer<byte[], byte[]> consumer;

    /** Is told when an effect could be read. */
    @FunctionalInterface
    interface ReadableEffects {
        void at(long event, long nanos, long wallMs);
    }

    /**
     * When effects came.
     *
     * @param all number of effects
     * @param lastNanos when the last of them came
     */
    record Times(int all, long lastNanos) {
        /** Effects a second since a moment of {@link System#nanoTime()}. */
        double perSecond(long sinceNanos) {
            return all * (double) Duration.ofSeconds(1).toNanos() / (lastNanos - sinceNanos);
        }
    }

    /** Stands at the end of the output: what comes from now on is read. */
    EffectClock(String bootstrapServers, CostTopics topics, String isolation) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        isolation,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        10_000,
                        ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG,
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(topics.outputPartitions());
        consumer.seekToEnd(topics.outputPartitions());
        topics.outputPartitions().forEach(consumer::position);
    }

    /**
     * Reads until every event of a load has its effect.
     *
     * @param firstEvent number of the load's first event
     * @throws IllegalStateException if an event has two effects, an effect is of none of them, or none comes any more
     */
    Times read(long firstEvent, int events, ReadableEffects readable) {
        boolean[] seen = new boolean[events];
        int all = 0;
        long lastNanos = System.nanoTime();
        while (all < events) {
            ConsumerRecords<byte[], byte[]> effects = consumer.poll(POLL_MAX);
            long nanos = System.nanoTime();
            if (effects.isEmpty()) {
                requireNotAllTooLong(nanos - lastNanos, all, events);
                continue;
            }
            long wallMs = System.currentTimeMillis();
            for (ConsumerRecord<byte[], byte[]> effect : effects) {
                note(seen, event(effect) - firstEvent);
                readable.at(event(effect), nanos, wallMs);
            }
            all += effects.count();
            lastNanos = nanos;
        }
        return new Times(all, lastNanos);
    }

    private static void requireNotAllTooLong(long nanosWithoutEffect, int all, int events) {
        if (nanosWithoutEffect > PATIENCE.toNanos()) {
            throw new IllegalStateException(
                    "no effect for " + PATIENCE.toSeconds() + " s, after " + all + " of " + events);
        }
    }

    private static void note(boolean[] seen, long index) {
        if (index < 0 || index >= seen.length) {
            throw new IllegalStateException("an effect of event " + index + " of a load of " + seen.length);
        }
        if (seen[(int) index]) {
            throw new IllegalStateException("two effects of event " + index + " of a load, though nothing was broken");
        }
        seen[(int) index] = true;
    }

    private static long event(ConsumerRecord<byte[], byte[]> effect) {
        return Long.parseLong(
                new String(effect.headers().lastHeader(Effects.EVENT_ID).value(), StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
