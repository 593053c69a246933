package delivery.chaos.fault;

import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * SIGKILL to the pipeline at a commit of offsets that is never sent: after the effects, for a pipeline that produces first;
 * before them, for one that commits first.
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
    public void inject(Testbed testbed, Consumer<Firing> fired) throws Exception {
        Hold trap = testbed.holdCommit(testbed.dueEffects(0.1, 0.5));
        testbed.pipeline().start();
        HeldRequest held = EffectsInFlight.awaitCaught(trap, "commit of offsets");
        Map<Integer, Long> offsets = testbed.offsetsToCommit(held.request());
        fired.accept(KillAtRequest.strike(
                testbed, held, Map.of("offsets", offsets), "the offsets " + offsets + " were not committed"));
        testbed.pipeline().start();
    }
}
