package delivery.example;

import delivery.chaos.fault.AimedFault;
import delivery.chaos.fault.Await;
import delivery.chaos.fault.FaultDescription;
import delivery.chaos.fault.Impact;
import delivery.chaos.fault.Proof;
import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.TappedRequest;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The coordinator carries out a commit of offsets, and its answer does not reach the pipeline. */
final class CommitAckLost extends AimedFault {
    CommitAckLost() {
        super(FaultDescription.of(
                        "commit-ack-lost",
                        "A commit of offsets is carried out, and its connection ends before the answer arrives.")
                .takesThrough(Circumstance.ACK_LOST)
                .strikesAt(Aim.Step.COMMIT));
    }

    private record Unanswered(TappedRequest request, Map<Integer, Long> offsets, Map<String, Object> answer)
            implements Proof {
        @Override
        public String sentence() {
            return "%s committed the offsets %s, and its answer was lost".formatted(request, offsets);
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        HeldRequest held = Await.start(testbed, testbed.holdCarriedOut(schedule.get(0)), Aim.Step.COMMIT);
        Impact impact = Impact.now(testbed)
                .onAllBetweenEffectAndCommit()
                .on(testbed.lastEventsToCommit(held.request()))
                .unanswered();
        held.cut();
        fired.accept(impact.proven(
                new Unanswered(held.request(), testbed.requests().offsetsToCommit(held.request()), held.answer())));
    }
}
