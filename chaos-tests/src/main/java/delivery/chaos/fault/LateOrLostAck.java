package delivery.chaos.fault;

import delivery.chaos.network.wire.HeldRequest.ConnectionEnd;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.testbed.AtRisk;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The broker carries out a Produce, and its acknowledgement does not reach the pipeline (in time). A Produce is held,
 * the link broken, the Produce let go; when its connection has ended, its effects are looked up in the log; the link
 * is mended before the pipeline learns of anything.
 */
abstract class LateOrLostAck implements Fault {
    private static final Duration UNANSWERED_DEADLINE = Duration.ofSeconds(10);

    /** Done to the link before the pipeline starts. */
    void prepare(Testbed testbed) throws IOException {}

    /** Makes the link to a broker lose or delay what the broker sends. */
    abstract void breakLink(Testbed testbed, int brokerId) throws IOException;

    /** Undoes {@link #breakLink}. */
    abstract void mendLink(Testbed testbed, int brokerId) throws IOException;

    /** Whether a connection's end is the one that this fault brings about. */
    abstract boolean isEffectOf(ConnectionEnd end);

    @Override
    public Set<Circumstance> circumstances() {
        return Set.of(Circumstance.ACK_LOST);
    }

    @Override
    public List<Aim> schedule(Random random, Map<Integer, Long> eventsByPartition) {
        return Aim.spread(random, eventsByPartition, Collections.nCopies(firings(), Aim.Step.PRODUCE));
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        prepare(testbed);
        Hold trap = trap(testbed, schedule, 0);
        testbed.pipeline().start();
        int proven = 0;
        while (proven < firings()) {
            EffectsInFlight effects = EffectsInFlight.await(testbed, trap);
            try {
                Optional<Firing> proof = strike(testbed, effects);
                proof.ifPresent(fired);
                proven += proof.isPresent() ? 1 : 0;
                // Before the pipeline may go on: it is fast. In the place of a strike without proof, whatever comes
                // next.
                trap = trap(testbed, schedule, proof.isPresent() ? proven : schedule.size());
            } finally {
                effects.held().letGo();
            }
        }
    }

    /** The trap for a strike of the schedule; beyond it, for whatever comes next. */
    private static Hold trap(Testbed testbed, List<Aim> schedule, int strike) {
        if (strike >= schedule.size()) {
            return testbed.holdNewEffects();
        }
        return testbed.holdNewEffects(
                schedule.get(strike).partition(), schedule.get(strike).offset());
    }

    /**
     * Strikes once. Without proof it does not count: the broker may refuse a Produce that it will take a moment later
     * (CONCURRENT_TRANSACTIONS while the transaction before is being completed).
     */
    private Optional<Firing> strike(Testbed testbed, EffectsInFlight effects) throws Exception {
        long atMs = testbed.clock().elapsedMs();
        int brokerId = effects.request().brokerId();
        ConnectionEnd end;
        Map<String, Long> baseOffsets;
        AtRisk atRisk;
        breakLink(testbed, brokerId);
        try {
            effects.held().release();
            end = awaitUnanswered(effects);
            baseOffsets = effects.awaitInLog();
            atRisk = testbed.atRisk().unanswered(effects.eventIds());
        } finally {
            mendLink(testbed, brokerId);
        }
        long healedAtMs = testbed.clock().elapsedMs();
        if (baseOffsets.isEmpty() || !isEffectOf(end)) {
            return Optional.empty();
        }
        Map<String, Object> proof = effects.proof();
        proof.put("connectionEnd", end);
        proof.put("inLogAt", baseOffsets);
        String what = "%s: %d effects stand in the log from %s, its response never came (%s)"
                .formatted(effects.request(), effects.records(), places(baseOffsets), end);
        return Optional.of(effects.firing(atMs, healedAtMs, atRisk, what, proof));
    }

    /** {@code effects-1@250}, as the report writes places. */
    private static String places(Map<String, Long> baseOffsets) {
        return baseOffsets.entrySet().stream()
                .map(at -> at.getKey().substring(at.getKey().lastIndexOf('.') + 1) + "@" + at.getValue())
                .collect(Collectors.joining(", "));
    }

    private static ConnectionEnd awaitUnanswered(EffectsInFlight effects)
            throws InterruptedException, NotFiredException {
        try {
            return effects.held().awaitUnanswered(UNANSWERED_DEADLINE);
        } catch (TimeoutException answered) {
            throw new NotFiredException(
                    effects.request() + " did not go unanswered within " + UNANSWERED_DEADLINE, answered);
        }
    }
}
