package delivery.chaos.fault;

import delivery.chaos.network.wire.HeldRequest.ConnectionEnd;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * The broker carries out a Produce, and its acknowledgement does not reach the pipeline (in time). A Produce is held, the
 * link broken, the Produce let go; when its connection has ended, its effects are looked up in the log; the link is mended
 * before the pipeline learns of anything.
 */
abstract class LateOrLostAck implements Fault {
    private static final Duration UNANSWERED_DEADLINE = Duration.ofSeconds(10);
    private static final double FIRST_STRIKE = 0.1;
    private static final double LAST_STRIKE = 0.8;

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
    public void inject(Testbed testbed, Consumer<Firing> fired) throws Exception {
        prepare(testbed);
        Hold trap = testbed.holdNewEffects(strikeAfter(testbed, 0));
        testbed.pipeline().start();
        int proven = 0;
        for (int strike = 1; proven < firings(); strike++) {
            EffectsInFlight effects = EffectsInFlight.await(testbed, trap);
            long atMs = testbed.clock().elapsedMs();
            trap = testbed.holdNewEffects(strikeAfter(testbed, strike));
            Optional<Firing> proof = strike(testbed, effects, atMs);
            proof.ifPresent(fired);
            proven += proof.isPresent() ? 1 : 0;
        }
    }

    /** Effects after which a strike is due: spread over the run, the exact place by the seed. */
    private long strikeAfter(Testbed testbed, int strike) {
        double slot = (LAST_STRIKE - FIRST_STRIKE) / firings();
        double due = FIRST_STRIKE + slot * (strike + testbed.random().nextDouble() * 0.6);
        return (long) (testbed.events() * Math.min(due, LAST_STRIKE));
    }

    /**
     * Strikes once. Without proof it does not count: the broker may refuse a Produce that it will take a moment later
     * (CONCURRENT_TRANSACTIONS while the transaction before is being completed).
     */
    private Optional<Firing> strike(Testbed testbed, EffectsInFlight effects, long atMs) throws Exception {
        int brokerId = effects.request().brokerId();
        ConnectionEnd end;
        Map<String, Long> baseOffsets;
        breakLink(testbed, brokerId);
        try {
            effects.held().release();
            end = awaitUnanswered(effects);
            baseOffsets = effects.awaitInLog();
        } finally {
            mendLink(testbed, brokerId);
            effects.held().letGo();
        }
        long healedAtMs = testbed.clock().elapsedMs();
        if (baseOffsets.isEmpty() || !isEffectOf(end)) {
            return Optional.empty();
        }
        Map<String, Object> proof = effects.proof();
        proof.put("connectionEnd", end);
        proof.put("inLogAt", baseOffsets);
        String what = "%s: %d effects stand in the log from %s, its response never came (%s)"
                .formatted(effects.request(), effects.records(), baseOffsets, end);
        return Optional.of(new Firing(atMs, healedAtMs, effects.partitions(), what, proof));
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
