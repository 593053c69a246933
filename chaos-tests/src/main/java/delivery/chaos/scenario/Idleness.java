package delivery.chaos.scenario;

import delivery.chaos.network.wire.WireCounts;
import delivery.chaos.network.wire.WireCounts.Count;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * Tells an idle pipeline, which asks for more, is given nothing and does nothing, from one that is slow, waits for a
 * coordinator, or tries again.
 */
final class Idleness {
    /**
     * Longer than Kafka's {@code auto.commit.interval.ms} of 5 s, so that what a consumer has seen is committed by
     * then.
     */
    private static final Duration IDLE_AFTER = Duration.ofSeconds(10);

    /** A consumer that finds nothing has an answer every {@code fetch.max.wait.ms}, 500 ms, from each leader. */
    private static final long FETCHES_MIN = 10;

    private static final String FETCH = ApiKeys.FETCH.name();

    /** What a member of a group sends that has nothing to do; it may commit where it stands. */
    private static final Set<String> OF_THE_IDLE = Stream.of(
                    ApiKeys.FETCH,
                    ApiKeys.HEARTBEAT,
                    ApiKeys.CONSUMER_GROUP_HEARTBEAT,
                    ApiKeys.STREAMS_GROUP_HEARTBEAT,
                    ApiKeys.METADATA,
                    ApiKeys.OFFSET_COMMIT)
            .map(ApiKeys::name)
            .collect(Collectors.toUnmodifiableSet());

    /** The most of a gap between two looks that counts as idle: this JVM may have stood still itself. */
    private static final Duration LOOK_AWAY_MAX = Duration.ofSeconds(1);

    private final LongSupplier nanos;
    private Object last;
    private long fetchesBefore;
    private long lookedNanos;
    private long stillNanos;

    Idleness(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * Whether it is.
     *
     * @param wire what has crossed by now, by kind of request, as {@link WireCounts#sum} names it
     * @param committed offsets, by partition
     */
    boolean is(Map<String, Count> wire, Map<Integer, Long> committed) {
        Map<String, Count> doing = new HashMap<>(wire);
        doing.keySet().removeAll(OF_THE_IDLE);
        Object seen = List.of(doing, committed);
        long fetches = wire.containsKey(FETCH) ? wire.get(FETCH).responses() : 0;
        long now = nanos.getAsLong();
        stillNanos += Math.min(now - lookedNanos, LOOK_AWAY_MAX.toNanos());
        lookedNanos = now;
        if (!seen.equals(last)) {
            last = seen;
            fetchesBefore = fetches;
            stillNanos = 0;
        }
        return stillNanos >= IDLE_AFTER.toNanos() && fetches - fetchesBefore >= FETCHES_MIN;
    }
}
