package delivery.chaos.fault.pipeline;

import delivery.chaos.fault.AimedFault;
import delivery.chaos.fault.Await;
import delivery.chaos.fault.EffectsFirst;
import delivery.chaos.fault.Ended;
import delivery.chaos.fault.FaultDescription;
import delivery.chaos.fault.Impact;
import delivery.chaos.fault.Proof;
import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.TappedRequest;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Anomaly;
import delivery.contract.Circumstance;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * SIGKILL to the pipeline when its offsets are committed and it does not know it yet: before the effects, for a
 * pipeline that commits first; before the transaction's end, for one whose commit is part of a transaction.
 */
public final class KilledAfterCommit extends AimedFault {
    public KilledAfterCommit() {
        super(FaultDescription.of(
                        "killed-after-commit",
                        "The pipeline is killed (SIGKILL) when a commit of offsets has been carried out and before the "
                                + "answer arrives, and started again.")
                .when("the process is killed after a commit")
                .takesThrough(Circumstance.PIPELINE_RESTARTED)
                // A commit after the effects, and in no transaction, is the end of the cycle: nothing is under way.
                .concerns(guarantee ->
                        guarantee.readsCommitted() || !guarantee.forbids(Anomaly.LOST, Circumstance.PIPELINE_RESTARTED))
                .clientSettings(EffectsFirst.clientSettings())
                .strikesAt(Aim.Step.COMMIT));
    }

    private record Killed(Ended ended, TappedRequest request, Map<Integer, Long> offsets, Map<String, Object> answer)
            implements Proof {
        @Override
        public String sentence() {
            return "%s when %s had been carried out; its answer never arrived".formatted(ended, request);
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        HeldRequest held = Await.start(testbed, testbed.holdCarriedOut(schedule.get(0)), Aim.Step.COMMIT);
        Ended ended = Ended.of(testbed.pipeline().kill());
        Impact impact = Impact.now(testbed)
                .endsConnections()
                .onAllBetweenEffectAndCommit()
                .on(testbed.lastEventsToCommit(held.request()))
                .takenUpAgain();
        held.cut();
        testbed.pipeline().start();
        fired.accept(impact.proven(
                new Killed(ended, held.request(), testbed.requests().offsetsToCommit(held.request()), held.answer())));
    }
}
