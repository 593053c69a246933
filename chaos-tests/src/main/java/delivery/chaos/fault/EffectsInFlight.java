package delivery.chaos.fault;

import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.network.wire.TappedRequest;
import delivery.chaos.testbed.AtRisk;
import delivery.chaos.testbed.ClientTimeouts;
import delivery.chaos.testbed.RequestReader;
import delivery.chaos.testbed.Testbed;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A held Produce with effects, and what the output log held before it: what is needed to prove where its effects
 * went.
 */
final class EffectsInFlight {
    private static final Duration HELD_AT_MOST = ClientTimeouts.REQUEST_TIMEOUT.dividedBy(2);
    private static final Duration EARLIER_DEADLINE = HELD_AT_MOST.dividedBy(2);
    private static final Duration IN_LOG_DEADLINE = Duration.ofMillis(1_500);

    private final Testbed testbed;
    private final HeldRequest held;
    private final Map<Integer, List<String>> eventIdsByPartition = new TreeMap<>();
    private final Map<Integer, Long> endOffsetBefore = new TreeMap<>();

    private EffectsInFlight(Testbed testbed, HeldRequest held) {
        this.testbed = testbed;
        this.held = held;
    }

    /**
     * Waits for a trap to catch a Produce that gets to be alone on its connection; one that does not soon enough goes
     * on, and the next is waited for.
     *
     * @throws Fault.NotFiredException if none comes
     */
    static EffectsInFlight await(Testbed testbed, Hold trap)
            throws InterruptedException, ExecutionException, Fault.NotFiredException {
        Hold next = trap;
        while (true) {
            EffectsInFlight caught =
                    new EffectsInFlight(testbed, Patience.caught(testbed, next, "Produce with effects"));
            if (caught.isAlone()) {
                caught.noteLogBefore();
                if (isFresh(caught.held)) {
                    return caught;
                }
            }
            next = testbed.holdNewEffects();
            caught.held.passOn();
        }
    }

    /**
     * Whether the pipeline still waits for a held request, with time to spare: what it has given up on it sends
     * again.
     */
    static boolean isFresh(HeldRequest held) {
        return held.age().compareTo(HELD_AT_MOST) < 0;
    }

    private boolean isAlone() throws InterruptedException {
        try {
            held.awaitEarlierResponses(EARLIER_DEADLINE);
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

    HeldRequest held() {
        return held;
    }

    TappedRequest request() {
        return held.request();
    }

    Set<Integer> partitions() {
        return eventIdsByPartition.keySet();
    }

    int records() {
        return eventIdsByPartition.values().stream().mapToInt(List::size).sum();
    }

    /**
     * Finds the held effects in the log, behind what it held before, and says where.
     *
     * @return base offset by output partition; empty if they do not come to stand there: the broker refused them
     */
    Map<String, Long> awaitInLog() {
        Map<String, Long> baseOffsets = new LinkedHashMap<>();
        try {
            for (int partition : partitions()) {
                List<Long> found = new ArrayList<>();
                Awaitility.await("the effects of " + request() + " to stand in the log")
                        .atMost(IN_LOG_DEADLINE)
                        .pollInterval(Duration.ofMillis(10))
                        .until(() -> found.addAll(offsetsInLog(partition)));
                baseOffsets.put(testbed.outputPartition(partition).toString(), found.get(0));
            }
            return baseOffsets;
        } catch (ConditionTimeoutException absent) {
            return Map.of();
        }
    }

    /** Whether none of the held effects stands in the log behind what it held before. */
    boolean isAbsentFromLog() throws IOException, InterruptedException, ExecutionException {
        for (int partition : partitions()) {
            if (!offsetsInLog(partition).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** Offsets at which the partition's held effects stand, all of them in order, or none. */
    private List<Long> offsetsInLog(int partition) throws IOException, InterruptedException, ExecutionException {
        List<String> wanted = eventIdsByPartition.get(partition);
        List<Long> offsets = new ArrayList<>();
        testbed.effects()
                .log()
                .read(
                        partition,
                        endOffsetBefore.get(partition),
                        testbed.effects().log().endOffset(partition),
                        batch -> {
                            if (!batch.isControlBatch()) {
                                batch.forEach(record -> {
                                    String id = RequestReader.eventId(record);
                                    if (offsets.size() < wanted.size() && id.equals(wanted.get(offsets.size()))) {
                                        offsets.add(record.offset());
                                    }
                                });
                            }
                        });
        return offsets.size() == wanted.size() ? offsets : List.of();
    }

    /** The events whose effects are in the request. */
    Set<String> eventIds() {
        return eventIdsByPartition.values().stream().flatMap(List::stream).collect(Collectors.toSet());
    }

    /**
     * A firing at this request: in flight were its effects, and those of other requests that went unanswered with it.
     */
    Fault.Firing firing(long atMs, long healedAtMs, AtRisk atRisk, String what, Map<String, Object> proof) {
        Set<String> inFlight = new HashSet<>(testbed.traffic().takeUnanswered());
        inFlight.addAll(eventIds());
        return new Fault.Firing(atMs, healedAtMs, partitions(), 0, inFlight, atRisk.events(), what, proof);
    }

    /** The facts about the request that every proof begins with. */
    Map<String, Object> proof() {
        Map<String, Object> proof = new LinkedHashMap<>();
        proof.put("request", request().toString());
        proof.put("effectsInFlight", records());
        Map<String, String> range = new LinkedHashMap<>();
        eventIdsByPartition.forEach((partition, ids) ->
                range.put(testbed.outputPartition(partition).toString(), ids.get(0) + " … " + ids.get(ids.size() - 1)));
        proof.put("eventIds", range);
        return proof;
    }
}
