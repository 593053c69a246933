package delivery.chaos.fault;

import delivery.chaos.fault.Strike.Step;
import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.process.ChildProcess;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/**
 * SIGKILL to the pipeline while a request of its cycle is held and then never forwarded: at least once a Produce (what was
 * committed before it is lost), at least once a commit of offsets (what was produced before it comes again). The same
 * schedule for every guarantee; which of the two hurts is what sets them apart.
 */
final class PipelineKilled implements Fault {
    /** The same in every repetition, in an order that the seed decides: so many lost, so many duplicated. */
    private static final List<Step> STEPS = List.of(Step.PRODUCE, Step.COMMIT, Step.COMMIT);

    private static final Set<Integer> ALL_PARTITIONS = Set.of();

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
        return STEPS.size();
    }

    @Override
    public List<Strike> schedule(Random random, Map<Integer, Long> eventsByPartition) {
        List<Step> steps = new ArrayList<>(STEPS);
        Collections.shuffle(steps, random);
        return Strike.spread(random, eventsByPartition, steps);
    }

    @Override
    public void inject(Testbed testbed, List<Strike> schedule, Consumer<Firing> fired) throws Exception {
        Set<String> struck = new HashSet<>();
        for (Strike due : schedule) {
            Step step = due.step();
            Hold trap = trap(testbed, due);
            testbed.pipeline().start();
            HeldRequest held = EffectsInFlight.awaitCaught(trap, step.name());
            Set<String> inFlight = inFlight(testbed, held, step);
            while (inFlight.isEmpty() || !EffectsInFlight.isFresh(held)) {
                // A commit that is repeated because its answer was late, or a request that the pipeline has given up
                // on.
                trap = trap(testbed, new Strike(step, due.partition(), 0));
                held.release();
                held.letGo();
                held = EffectsInFlight.awaitCaught(trap, step.name());
                inFlight = inFlight(testbed, held, step);
            }
            fired.accept(kill(testbed, held, step, inFlight, struck));
        }
        testbed.pipeline().start();
    }

    private static Hold trap(Testbed testbed, Strike due) {
        return switch (due.step()) {
            case PRODUCE -> testbed.holdEffects(due.partition(), due.offset());
            case COMMIT -> testbed.holdCommit(due.partition(), due.offset());
        };
    }

    /**
     * @param atStake events that the held request is about
     * @param struck events that were in flight at an earlier kill; those of this one are added
     */
    private static Firing kill(Testbed testbed, HeldRequest held, Step step, Set<String> atStake, Set<String> struck)
            throws Exception {
        ChildProcess killed = testbed.pipeline().kill();
        long atMs = testbed.clock().elapsedMs();
        int lastConnection = testbed.link().tap().connections();
        held.discard();
        Set<String> inFlight = testbed.betweenEffectAndCommit();
        inFlight.addAll(atStake);
        inFlight.addAll(testbed.traffic().takeUnanswered());
        inFlight.removeAll(struck);
        struck.addAll(inFlight);
        Map<String, Object> proof = new LinkedHashMap<>();
        proof.put("pid", killed.pid());
        proof.put("exitCode", killed.exitCode());
        proof.put("step", step);
        proof.put("request", held.request().toString());
        proof.put("recordsInFlight", inFlight.size());
        String what = "pid %d ended by SIGKILL (exit code %d) at %s, which was never sent; %d records in flight"
                .formatted(killed.pid(), killed.exitCode(), held.request(), inFlight.size());
        return new Firing(atMs, testbed.clock().elapsedMs(), ALL_PARTITIONS, lastConnection, inFlight, what, proof);
    }

    /** Produce: the effects in the request. Commit: the events whose offsets it would have committed. */
    private static Set<String> inFlight(Testbed testbed, HeldRequest held, Step step)
            throws InterruptedException, ExecutionException {
        return switch (step) {
            case PRODUCE -> testbed.traffic().eventIds(held.request());
            case COMMIT -> testbed.eventsToCommit(held.request());
        };
    }
}
