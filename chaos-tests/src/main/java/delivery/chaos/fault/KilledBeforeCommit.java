package delivery.chaos.fault;

import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/**
 * SIGKILL to the pipeline at a commit of offsets that is never sent: after the effects, for a pipeline that produces
 * first; before them, for one that commits first.
 */
final class KilledBeforeCommit implements Fault {
    @Override
    public String name() {
        return "killed-before-commit";
    }

    @Override
    public String description() {
        return "The pipeline is killed (SIGKILL) at a commit of offsets that is never sent, and started again.";
    }

    @Override
    public Set<Circumstance> circumstances() {
        return Set.of(Circumstance.PIPELINE_RESTARTED);
    }

    @Override
    public int firings() {
        return 1;
    }

    @Override
    public List<Aim> schedule(Random random, Map<Integer, Long> eventsByPartition) {
        return Aim.spread(random, eventsByPartition, List.of(Aim.Step.COMMIT));
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        Hold trap =
                testbed.holdCommit(schedule.get(0).partition(), schedule.get(0).offset());
        testbed.pipeline().start();
        HeldRequest held = Patience.caught(testbed, trap, "commit of offsets");
        Map<Integer, Long> offsets = testbed.requests().offsetsToCommit(held.request());
        fired.accept(KillAtRequest.strike(
                testbed,
                held,
                testbed.eventsToCommit(held.request()),
                Map.of("offsets", offsets),
                "the offsets " + offsets + " were not committed"));
        testbed.pipeline().start();
    }
}
