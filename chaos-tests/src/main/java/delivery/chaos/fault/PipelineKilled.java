package delivery.chaos.fault;

import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/**
 * SIGKILL to the pipeline while a request of its cycle is held and then never forwarded: at least once a Produce (what was
 * committed before it is lost), at least once a commit of offsets (what was produced before it comes again). The same
 * schedule for every guarantee; which of the two hurts is what sets them apart.
 */
final class PipelineKilled implements Fault {
    /** Which request the pipeline is killed at. */
    private enum Step {
        PRODUCE,
        COMMIT
    }

    @Override
    public String name() {
        return "pipeline-killed";
    }

    @Override
    public String description() {
        return "Three times the pipeline is killed (SIGKILL) at a Produce or a commit of offsets that is never sent, and "
                + "started again.";
    }

    @Override
    public Set<Circumstance> circumstances() {
        return Set.of(Circumstance.PIPELINE_RESTARTED);
    }

    @Override
    public int firings() {
        return 3;
    }

    @Override
    public void inject(Testbed testbed, Consumer<Firing> fired) throws Exception {
        for (Step step : schedule(testbed)) {
            long afterEffects = testbed.traffic().effectsSent()
                    + (long) (testbed.events() * (0.02 + 0.1 * testbed.random().nextDouble()));
            Hold trap = trap(testbed, step, afterEffects);
            testbed.pipeline().start();
            HeldRequest held = EffectsInFlight.awaitCaught(trap, step.name());
            long inFlight = inFlight(testbed, held, step);
            while (inFlight <= 0 || !EffectsInFlight.isFresh(held)) {
                // A commit that is repeated because its answer was late, or a request that the pipeline has given up
                // on.
                trap = trap(testbed, step, 0);
                held.release();
                held.letGo();
                held = EffectsInFlight.awaitCaught(trap, step.name());
                inFlight = inFlight(testbed, held, step);
            }
            fired.accept(kill(testbed, held, step, inFlight));
        }
        testbed.pipeline().start();
    }

    private static Hold trap(Testbed testbed, Step step, long afterEffects) {
        return switch (step) {
            case PRODUCE -> testbed.holdEffects(afterEffects);
            case COMMIT -> testbed.holdCommit(afterEffects);
        };
    }

    private List<Step> schedule(Testbed testbed) {
        List<Step> steps = new ArrayList<>(List.of(Step.PRODUCE, Step.COMMIT));
        while (steps.size() < firings()) {
            steps.add(Step.values()[testbed.random().nextInt(Step.values().length)]);
        }
        Collections.shuffle(steps, testbed.random());
        return steps;
    }

    private static Firing kill(Testbed testbed, HeldRequest held, Step step, long inFlight) throws Exception {
        return KillAtRequest.strike(
                testbed, held, Map.of("step", step, "recordsInFlight", inFlight), inFlight + " records in flight");
    }

    /** Produce: effects in the request. Commit: events whose offsets it would have committed. */
    private static long inFlight(Testbed testbed, HeldRequest held, Step step)
            throws InterruptedException, ExecutionException {
        if (step == Step.PRODUCE) {
            return testbed.traffic().effects(held.request()).values().stream()
                    .mapToLong(records -> {
                        long count = 0;
                        for (var batch : records.batches()) {
                            count += batch.countOrNull();
                        }
                        return count;
                    })
                    .sum();
        }
        Map<Integer, Long> committed = testbed.committedOffsets();
        return testbed.offsetsToCommit(held.request()).entrySet().stream()
                .mapToLong(entry -> entry.getValue() - committed.getOrDefault(entry.getKey(), 0L))
                .sum();
    }
}
