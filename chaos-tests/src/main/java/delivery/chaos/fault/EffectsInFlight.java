package delivery.chaos.fault;

import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.network.wire.TappedRequest;
import delivery.chaos.process.Patience;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.Testbed;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A held Produce with effects, and what the output log held before it: what is needed to prove where its effects
 * went.
 */
public final class EffectsInFlight {
    /** The coordinator aborts a transaction of Streams after 10 s. */
    private static final Duration HELD_AT_MOST = Duration.ofSeconds(3);

    /** What a leader has taken is in the log when its followers have fetched it. */
    private static final Duration LOG_STANDS_STILL = Duration.ofMillis(1_500);

    private static final Duration LOOK = Duration.ofMillis(10);

    private final Testbed testbed;
    private final HeldRequest held;
    private final Map<Integer, List<String>> eventIdsByPartition = new TreeMap<>();
    private final Map<Integer, Long> endOffsetBefore = new TreeMap<>();

    private EffectsInFlight(Testbed testbed, HeldRequest held) {
        this.testbed = testbed;
        this.held = held;
    }

    /** Sets a trap for the Produce that the aim is at, starts the pipeline and waits for it, as {@link #await}. */
    public static EffectsInFlight start(Testbed testbed, Aim aim)
            throws IOException, InterruptedException, ExecutionException, Fault.NotFiredException {
        Hold trap = testbed.hold(aim);
        testbed.pipeline().start();
        return await(testbed, trap);
    }

    /**
     * Waits for a trap to catch a Produce that gets to be alone on its connection; one that does not soon enough goes
     * on, and the next is waited for.
     *
     * @throws Fault.NotFiredException if none comes
     */
    public static EffectsInFlight await(Testbed testbed, Hold trap)
            throws InterruptedException, ExecutionException, Fault.NotFiredException {
        return await(testbed, trap, () -> testbed.holdNext(Aim.Step.PRODUCE));
    }

    /**
     * The same.
     *
     * @param another sets a trap for the next
     * @throws Fault.NotFiredException if none comes
     */
    public static EffectsInFlight await(Testbed testbed, Hold trap, Supplier<Hold> another)
            throws InterruptedException, ExecutionException, Fault.NotFiredException {
        Hold next = trap;
        for (int passedOn = 0; ; passedOn++) {
            EffectsInFlight caught = new EffectsInFlight(testbed, caught(testbed, next, passedOn));
            if (caught.isAlone()) {
                caught.noteLogBefore();
                if (isFresh(testbed, caught.held)) {
                    return caught;
                }
            }
            next = another.get();
            caught.held.passOn();
        }
    }

    private static HeldRequest caught(Testbed testbed, Hold trap, int passedOn) throws Fault.NotFiredException {
        try {
            return Await.caught(testbed, trap, Aim.Step.PRODUCE);
        } catch (Fault.NotFiredException none) {
            throw passedOn == 0
                    ? none
                    : new Fault.NotFiredException(
                            none.getMessage() + "; " + passedOn + " such requests went on, for none was alone on its"
                                    + " connection within " + heldAtMost(testbed),
                            none);
        }
    }

    private static Duration heldAtMost(Testbed testbed) {
        Duration half = testbed.requestTimeout().dividedBy(2);
        return half.compareTo(HELD_AT_MOST) < 0 ? half : HELD_AT_MOST;
    }

    /**
     * Whether the pipeline still waits for a held request, with time to spare: what it has given up on it sends
     * again.
     */
    public static boolean isFresh(Testbed testbed, HeldRequest held) {
        return held.age().compareTo(heldAtMost(testbed)) < 0;
    }

    private boolean isAlone() throws InterruptedException {
        try {
            held.awaitEarlierResponses(heldAtMost(testbed).dividedBy(2));
            return true;
        } catch (TimeoutException notAlone) {
            return false;
        }
    }

    private void noteLogBefore() throws InterruptedException, ExecutionException {
        eventIdsByPartition.putAll(testbed.requests().effects(request()));
        for (int partition : partitions()) {
            endOffsetBefore.put(partition, testbed.effects().log().endOffset(partition));
        }
    }

    public HeldRequest held() {
        return held;
    }

    public TappedRequest request() {
        return held.request();
    }

    public Set<Integer> partitions() {
        return eventIdsByPartition.keySet();
    }

    public int records() {
        return eventIdsByPartition.values().stream().mapToInt(List::size).sum();
    }

    /**
     * Finds the held effects in the log, after what it held before, and says where.
     *
     * @return base offset by output partition; empty if they do not come to stand there: the broker refused them
     */
    public Map<String, Long> awaitInLog() {
        Map<String, Long> baseOffsets = new LinkedHashMap<>();
        for (int partition : partitions()) {
            List<Long> found = new ArrayList<>();
            boolean stand = new Patience(
                            LOG_STANDS_STILL, () -> testbed.effects().log().endOffset(partition))
                    .await(LOOK, () -> found.addAll(offsetsInLog(partition)));
            if (!stand) {
                return Map.of();
            }
            baseOffsets.put(testbed.outputPartition(partition).toString(), found.get(0));
        }
        return baseOffsets;
    }

    /**
     * Makes sure that none of the held effects stands in the log after what it held before.
     *
     * @throws Fault.NotFiredException if one does: the request was not lost
     */
    public void requireAbsentFromLog()
            throws IOException, InterruptedException, ExecutionException, Fault.NotFiredException {
        for (int partition : partitions()) {
            if (!offsetsInLog(partition).isEmpty()) {
                throw new Fault.NotFiredException("effects of " + request() + " stand in the log though it was lost");
            }
        }
    }

    /** Offsets at which the partition's held effects stand, all of them in order, or none. */
    private List<Long> offsetsInLog(int partition) throws IOException, InterruptedException, ExecutionException {
        List<String> wanted = eventIdsByPartition.get(partition);
        List<Long> found = testbed.effects().offsets(wanted, partition, endOffsetBefore.get(partition));
        return found.size() == wanted.size() ? found : List.of();
    }

    /** The events whose effects are in the request. */
    public Set<String> eventIds() {
        return eventIdsByPartition.values().stream().flatMap(List::stream).collect(Collectors.toSet());
    }

    /** A strike at this request that happens now: its effects are in flight. */
    public Impact impact() {
        return Impact.now(testbed, partitions()).on(eventIds());
    }

    /**
     * The firing of a strike at this request, with its proof: effects of other requests that went unanswered with it
     * were in flight, too.
     */
    public Fault.Firing proven(Impact impact, Proof proof) {
        return impact.on(testbed.traffic().takeUnanswered()).proven(proof);
    }

    /** The facts about the request for a proof. */
    public Facts facts() {
        Map<String, String> ranges = new LinkedHashMap<>();
        eventIdsByPartition.forEach((partition, ids) -> ranges.put(
                testbed.outputPartition(partition).toString(), ids.get(0) + " … " + ids.get(ids.size() - 1)));
        return new Facts(request(), records(), ranges);
    }

    /**
     * Facts of a proof.
     *
     * @param effectsInFlight how many
     * @param eventIds by output partition, the first and the last of them
     */
    public record Facts(TappedRequest request, int effectsInFlight, Map<String, String> eventIds) {
        /** {@code Produce v13 (…) with 250 effects}. */
        @Override
        public String toString() {
            return request + " with " + effectsInFlight + " effects";
        }
    }
}
