package delivery.chaos.fault.pipeline;

import delivery.chaos.fault.AimedFault;
import delivery.chaos.fault.Await;
import delivery.chaos.fault.FaultDescription;
import delivery.chaos.fault.Proof;
import delivery.chaos.fault.Quiescence;
import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.Aim.Step;
import delivery.chaos.testbed.ClientTimeouts;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Anomaly;
import delivery.contract.Circumstance;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/**
 * SIGKILL to a pipeline that has committed events whose effects are still under way. Each of several Produces is held
 * until the pipeline has committed past it, if it is one that does, or waits for the answer; in the first case it is
 * killed. One that never commits past a Produce is killed at the last of them.
 */
public final class KilledBehindCommit extends AimedFault {
    private static final int PRODUCES_HELD_MAX = 8;

    public KilledBehindCommit() {
        super(FaultDescription.of(
                        "killed-behind-commit",
                        "The pipeline is killed (SIGKILL) at a Produce that is never sent, when it has committed "
                                + "events whose effects are in it; if it does not, at the last of " + PRODUCES_HELD_MAX
                                + " Produces that were held for that.")
                .when("killed once it has committed")
                .takesThrough(Circumstance.PIPELINE_RESTARTED)
                // A pipeline that may lose events at a restart may commit before its effects are written.
                .concerns(guarantee -> guarantee.forbids(Anomaly.LOST, Circumstance.PIPELINE_RESTARTED))
                .clientSettings(ClientTimeouts.longRequestTimeout())
                .strikesEarlyAt(Step.PRODUCE));
    }

    private record Ahead(boolean committedAhead) implements Proof {
        @Override
        public String sentence() {
            return committedAhead ? "events of effects in it are committed" : "none of its events is committed";
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        HeldRequest held = Await.start(testbed, schedule.get(0));
        boolean ahead = commitsPast(testbed, held);
        for (int produces = 1; !ahead && produces < PRODUCES_HELD_MAX; produces++) {
            Hold trap = testbed.holdNext(Step.PRODUCE);
            held.passOn();
            held = Await.caught(testbed, trap, Step.PRODUCE);
            ahead = commitsPast(testbed, held);
        }
        fired.accept(
                KillAtRequest.strike(testbed, held, testbed.requests().eventIds(held.request()), new Ahead(ahead)));
        testbed.pipeline().start();
    }

    /** Whether an event of the held effects is committed before they are sent. */
    private static boolean commitsPast(Testbed testbed, HeldRequest held)
            throws InterruptedException, ExecutionException, NotFiredException {
        Quiescence.await(testbed, held);
        return isCommitted(testbed, held);
    }

    private static boolean isCommitted(Testbed testbed, HeldRequest held)
            throws InterruptedException, ExecutionException {
        Map<Integer, Long> committed = testbed.committedOffsets();
        return testbed.requests().eventIds(held.request()).stream()
                .map(testbed.events()::position)
                .anyMatch(at -> at != null && at.offset() < committed.getOrDefault(at.partition(), 0L));
    }
}
