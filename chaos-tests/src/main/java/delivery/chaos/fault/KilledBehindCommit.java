package delivery.chaos.fault;

import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Anomaly;
import delivery.contract.Circumstance;
import delivery.contract.Guarantee;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/**
 * SIGKILL to a pipeline that has committed events whose effects are still under way. Each of several Produces is held
 * until the pipeline has committed past it, if it is one that does, or waits for the answer; in the first case it is
 * killed. One that never commits past a Produce is killed at the last of them.
 */
final class KilledBehindCommit implements Fault {
    private static final int PRODUCES_HELD_MAX = 8;

    @Override
    public String name() {
        return "killed-behind-commit";
    }

    @Override
    public String description() {
        return "The pipeline is killed (SIGKILL) at a Produce that is never sent, when it has committed events whose effects "
                + "are in it; if it does not, at the last of " + PRODUCES_HELD_MAX
                + " Produces that were held for that.";
    }

    @Override
    public Set<Circumstance> circumstances() {
        return Set.of(Circumstance.PIPELINE_RESTARTED);
    }

    /** Whoever may lose what it was at when it died may commit ahead. */
    @Override
    public boolean concerns(Guarantee guarantee) {
        return guarantee.forbids(Anomaly.LOST, Circumstance.PIPELINE_RESTARTED);
    }

    @Override
    public int firings() {
        return 1;
    }

    @Override
    public List<Aim> schedule(Random random, Map<Integer, Long> eventsByPartition) {
        return Aim.early(random, eventsByPartition, Aim.Step.PRODUCE);
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        Hold trap = testbed.holdNewEffects(
                schedule.get(0).partition(), schedule.get(0).offset());
        testbed.pipeline().start();
        HeldRequest held = Patience.caught(testbed, trap, "Produce with effects");
        boolean ahead = commitsPast(testbed, held);
        for (int produces = 1; !ahead && produces < PRODUCES_HELD_MAX; produces++) {
            trap = testbed.holdNewEffects();
            held.passOn();
            held = Patience.caught(testbed, trap, "Produce with effects");
            ahead = commitsPast(testbed, held);
        }
        fired.accept(KillAtRequest.strike(
                testbed,
                held,
                testbed.requests().eventIds(held.request()),
                Map.of("committedAhead", ahead),
                ahead ? "events of effects in it are committed" : "none of its events is committed"));
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
        return testbed.requests().effects(held.request()).entrySet().stream()
                .anyMatch(effects -> effects.getValue().stream()
                        .anyMatch(id -> testbed.feed().offset(id).orElse(Long.MAX_VALUE)
                                < committed.getOrDefault(effects.getKey(), 0L)));
    }
}
