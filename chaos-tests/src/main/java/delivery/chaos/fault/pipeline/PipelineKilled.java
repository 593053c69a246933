package delivery.chaos.fault.pipeline;

import delivery.chaos.fault.AimedFault;
import delivery.chaos.fault.Await;
import delivery.chaos.fault.EffectsInFlight;
import delivery.chaos.fault.FaultDescription;
import delivery.chaos.fault.Proof;
import delivery.chaos.fault.Quiescence;
import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.Aim.Step;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/**
 * SIGKILL to the pipeline while a request of its cycle is held and then never forwarded: once a Produce (what was
 * committed before it is lost), once a commit of offsets (what was produced before it comes again, also where offsets
 * are committed after a transaction), once the end of the cycle (the same, or an EndTxn: all of its transaction
 * stands undecided in the log). The same schedule for every guarantee; which of them hurts is what sets them apart.
 */
public final class PipelineKilled extends AimedFault {
    /** The same in every repetition, in an order that the seed decides: so many lost, so many duplicated. */
    private static final List<Step> STEPS = List.of(Step.PRODUCE, Step.COMMIT, Step.END_OF_CYCLE);

    public PipelineKilled() {
        super(FaultDescription.of(
                        "pipeline-killed",
                        "Three times the pipeline is killed (SIGKILL): at a Produce, at a commit of offsets, and at "
                                + "the EndTxn or commit of offsets that ends a cycle; the request is never sent, and "
                                + "the pipeline started again.")
                .when("the process is killed")
                .takesThrough(Circumstance.PIPELINE_RESTARTED)
                .schedule(STEPS.size(), PipelineKilled::inSomeOrder));
    }

    private PipelineKilled(FaultDescription described) {
        super(described);
    }

    /** The same at three Produces: a source commits nothing. */
    public static PipelineKilled atProduces() {
        return new PipelineKilled(FaultDescription.of(
                        "killed-at-produces",
                        "Three times the pipeline is killed (SIGKILL) at a Produce, which is never sent, and started "
                                + "again.")
                .when("the process is killed at a write")
                .takesThrough(Circumstance.PIPELINE_RESTARTED)
                .strikesAt(Step.PRODUCE, Step.PRODUCE, Step.PRODUCE));
    }

    private static List<Aim> inSomeOrder(Random random, Map<Integer, Long> eventsByPartition) {
        List<Step> steps = new ArrayList<>(STEPS);
        Collections.shuffle(steps, random);
        return Aim.spread(random, eventsByPartition, steps);
    }

    private record Struck(Step step, int eventsInRequest) implements Proof {
        @Override
        public String sentence() {
            return step == Step.PRODUCE
                    ? eventsInRequest + " effects in it"
                    : "it would have committed " + eventsInRequest + " events";
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        Set<String> struck = new HashSet<>();
        for (Aim due : schedule) {
            Hold trap = testbed.holdNewOrAgain(due);
            HeldRequest held = Await.start(testbed, trap, due.step());
            Set<String> about = testbed.eventsOf(held.request());
            while (about.isEmpty() || !EffectsInFlight.isFresh(testbed, held)) {
                // A commit that is repeated because its answer was late, or a request that the pipeline has given up
                // on.
                trap = testbed.holdNewOrAgain(new Aim(due.step(), due.partition(), 0));
                held.passOn();
                held = Await.caught(testbed, trap, due.step());
                about = testbed.eventsOf(held.request());
            }
            Quiescence.await(testbed, held);
            // What was lost at one kill is still between the two steps at the next, and not in flight any more.
            struck.retainAll(testbed.committedEvents());
            struck.removeAll(about);
            Firing firing = KillAtRequest.strike(testbed, held, about, new Struck(due.step(), about.size()))
                    .without(struck);
            struck.addAll(firing.eventIds());
            fired.accept(firing);
        }
        testbed.pipeline().start();
    }
}
