package delivery.chaos.fault;

import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.testbed.AtRisk;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A connection ends while the first Produce of a batch is under way and everything that the pipeline sends behind it:
 * none of it has reached the broker, and all of it is to be sent again.
 */
final class ProducesCut implements Fault {
    @Override
    public String name() {
        return "produces-cut";
    }

    @Override
    public String description() {
        return "Three times a connection ends with the first Produce after a commit of offsets, and all that was sent behind "
                + "it, on its way to the broker.";
    }

    @Override
    public Set<Circumstance> circumstances() {
        return Set.of(Circumstance.REQUEST_LOST);
    }

    @Override
    public int firings() {
        return 3;
    }

    /** Small batches that are sent at once: else the effects of a poll are one request, and nothing is behind it. */
    @Override
    public Map<String, String> clientSettings() {
        return Map.of("batch.size", "4096", "linger.ms", "0");
    }

    @Override
    public List<Aim> schedule(Random random, Map<Integer, Long> eventsByPartition) {
        return Aim.early(random, eventsByPartition, Aim.Step.COMMIT);
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        Hold commit =
                testbed.holdCommit(schedule.get(0).partition(), schedule.get(0).offset());
        testbed.pipeline().start();
        for (int strike = 1; strike <= firings(); strike++) {
            HeldRequest committing = Patience.caught(testbed, commit, "commit of offsets");
            Hold trap = testbed.holdNewEffects();
            committing.passOn();
            EffectsInFlight effects = EffectsInFlight.await(testbed, trap);
            commit = testbed.holdCommit();
            fired.accept(cut(testbed, effects));
        }
    }

    private static Firing cut(Testbed testbed, EffectsInFlight effects) throws Exception {
        // What it will send without an answer stands after the held request by then.
        Quiescence.await(testbed, effects.held());
        boolean absent = effects.isAbsentFromLog();
        // Those after it in the socket too: of a pipeline that commits first, they are committed and stand nowhere.
        Set<String> inFlight = testbed.betweenEffectAndCommit();
        inFlight.addAll(effects.eventIds());
        AtRisk atRisk = testbed.atRisk().unanswered(inFlight);
        long atMs = testbed.clock().elapsedMs();
        effects.held().discard();
        if (!absent) {
            throw new NotFiredException("effects of " + effects.request() + " stand in the log though it was not sent");
        }
        Map<String, Object> proof = effects.proof();
        proof.put("heldForMs", effects.held().age().toMillis());
        String what = "%s with %d effects and all behind it never reached the broker; its connection ended"
                .formatted(effects.request(), effects.records());
        return effects.firing(atMs, testbed.clock().elapsedMs(), atRisk, what, proof)
                .with(inFlight);
    }
}
