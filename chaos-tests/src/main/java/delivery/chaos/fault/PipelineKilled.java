package delivery.chaos.fault;

import delivery.chaos.fault.Aim.Step;
import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
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
    public List<Aim> schedule(Random random, Map<Integer, Long> eventsByPartition) {
        List<Step> steps = new ArrayList<>(STEPS);
        Collections.shuffle(steps, random);
        return Aim.spread(random, eventsByPartition, steps);
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        Set<String> struck = new HashSet<>();
        for (Aim due : schedule) {
            Step step = due.step();
            Hold trap = trap(testbed, due);
            testbed.pipeline().start();
            HeldRequest held = EffectsInFlight.awaitCaught(trap, step.name());
            Set<String> inFlight = inFlight(testbed, held, step);
            while (inFlight.isEmpty() || !EffectsInFlight.isFresh(held)) {
                // A commit that is repeated because its answer was late, or a request that the pipeline has given up
                // on.
                trap = trap(testbed, new Aim(step, due.partition(), 0));
                held.release();
                held.letGo();
                held = EffectsInFlight.awaitCaught(trap, step.name());
                inFlight = inFlight(testbed, held, step);
            }
            // What was lost at one kill is still between the two steps at the next, and not in flight any more.
            struck.removeAll(inFlight);
            Firing firing = kill(testbed, held, step, inFlight).without(struck);
            struck.addAll(firing.eventIds());
            fired.accept(firing);
        }
        testbed.pipeline().start();
    }

    private static Hold trap(Testbed testbed, Aim due) {
        return switch (due.step()) {
            case PRODUCE -> testbed.holdEffects(due.partition(), due.offset());
            case COMMIT -> testbed.holdCommit(due.partition(), due.offset());
            case END_TXN -> testbed.holdEndTxn(due.partition(), due.offset());
            case END_OF_CYCLE -> testbed.holdEndOfCycle(due.partition(), due.offset());
        };
    }

    private static Firing kill(Testbed testbed, HeldRequest held, Step step, Set<String> inFlight) throws Exception {
        return KillAtRequest.strike(testbed, held, inFlight, Map.of("step", step), inFlight.size() + " records in it");
    }

    /** Produce: the effects in the request. Commit: the events whose offsets it would have committed. */
    private static Set<String> inFlight(Testbed testbed, HeldRequest held, Step step)
            throws IOException, InterruptedException, ExecutionException {
        return switch (step) {
            case PRODUCE -> testbed.traffic().eventIds(held.request());
            case COMMIT -> testbed.eventsToCommit(held.request());
            case END_TXN, END_OF_CYCLE -> testbed.betweenEffectAndCommit();
        };
    }
}
