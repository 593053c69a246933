package delivery.chaos.fault;

import delivery.chaos.network.wire.Hold;
import delivery.chaos.testbed.AtRisk;
import delivery.chaos.testbed.ClientTimeouts;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A Produce that is longer on its way than the pipeline waits: it gives the connection up, sends the effects again if
 * it is one that retries, and goes on; then the late one arrives.
 */
final class LateRequest implements Fault {
    private static final Duration LATE =
            ClientTimeouts.REQUEST_TIMEOUT.multipliedBy(3).dividedBy(2);

    @Override
    public String name() {
        return "late-request";
    }

    @Override
    public String description() {
        return "A Produce reaches the broker after " + LATE.toMillis()
                + " ms, over a connection that the pipeline has given " + "up (request timeout: "
                + ClientTimeouts.REQUEST_TIMEOUT.toMillis() + " ms).";
    }

    @Override
    public Set<Circumstance> circumstances() {
        return Set.of(Circumstance.ACK_LOST);
    }

    @Override
    public Map<String, String> clientSettings() {
        return ClientTimeouts.shortRequestTimeout();
    }

    @Override
    public int firings() {
        return 1;
    }

    @Override
    public List<Aim> schedule(Random random, Map<Integer, Long> eventsByPartition) {
        return Aim.spread(random, eventsByPartition, List.of(Aim.Step.PRODUCE));
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        Hold trap = testbed.holdNewEffects(
                schedule.get(0).partition(), schedule.get(0).offset());
        testbed.pipeline().start();
        EffectsInFlight effects = EffectsInFlight.await(testbed, trap);
        long atMs = testbed.clock().elapsedMs();
        Patience.until(
                testbed,
                "the pipeline to go on without an answer to " + effects.request(),
                () -> effects.held().age().compareTo(LATE) > 0
                        && testbed.traffic()
                                .firstAcknowledgementAfter(atMs, Set.of(), 0)
                                .isPresent());
        AtRisk atRisk = testbed.atRisk().unanswered(effects.eventIds());
        Duration late = effects.held().age();
        effects.held().release();
        Map<String, Object> proof = effects.proof();
        proof.put("lateByMs", late.toMillis());
        String what = "%s with %d effects was forwarded after %d ms, when the pipeline had gone on without it"
                .formatted(effects.request(), effects.records(), late.toMillis());
        fired.accept(effects.firing(atMs, testbed.clock().elapsedMs(), atRisk, what, proof));
    }
}
