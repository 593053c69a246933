package delivery.chaos.fault.pipeline;

import delivery.chaos.fault.AimedFault;
import delivery.chaos.fault.Await;
import delivery.chaos.fault.EffectsFirst;
import delivery.chaos.fault.FaultDescription;
import delivery.chaos.fault.Proof;
import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Anomaly;
import delivery.contract.Circumstance;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * SIGKILL to the pipeline at a commit of offsets that is never sent: after the effects, for a pipeline that produces
 * first; before them, for one that commits first.
 */
public final class KilledBeforeCommit extends AimedFault {
    public KilledBeforeCommit() {
        super(FaultDescription.of(
                        "killed-before-commit",
                        "The pipeline is killed (SIGKILL) at a commit of offsets that is never sent, and started "
                                + "again.")
                .when("the process is killed before a commit")
                .takesThrough(Circumstance.PIPELINE_RESTARTED)
                // Whoever may lose what it was at when it died commits first, and has done nothing yet.
                .concerns(guarantee -> guarantee.forbids(Anomaly.LOST, Circumstance.PIPELINE_RESTARTED))
                .clientSettings(EffectsFirst.clientSettings())
                .strikesAt(Aim.Step.COMMIT));
    }

    private record NotCommitted(Map<Integer, Long> offsets) implements Proof {
        @Override
        public String sentence() {
            return "the offsets " + offsets + " were not committed";
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        HeldRequest held = Await.start(testbed, schedule.get(0));
        fired.accept(KillAtRequest.strike(
                testbed,
                held,
                testbed.eventsToCommit(held.request()),
                new NotCommitted(testbed.requests().offsetsToCommit(held.request()))));
        testbed.pipeline().start();
    }
}
