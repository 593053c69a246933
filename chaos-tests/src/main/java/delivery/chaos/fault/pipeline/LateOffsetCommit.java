package delivery.chaos.fault.pipeline;

import delivery.chaos.fault.AimedFault;
import delivery.chaos.fault.Await;
import delivery.chaos.fault.FaultDescription;
import delivery.chaos.fault.Proof;
import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.network.wire.TappedRequest;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.Aim.Step;
import delivery.chaos.testbed.ClientTimeouts;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A commit of offsets is longer on its way than the pipeline waits: it is sent again over another connection, and
 * later ones are carried out; then the late one arrives. A coordinator compares its member and its generation, and no
 * offsets: the group goes back to where it was, and the pipeline is killed before it commits again.
 */
public final class LateOffsetCommit extends AimedFault {
    public LateOffsetCommit() {
        super(FaultDescription.of(
                        "late-offset-commit",
                        "A commit of offsets reaches the coordinator more than "
                                + ClientTimeouts.REQUEST_TIMEOUT.toMillis() + " ms late, when a later one has been "
                                + "carried out; then the pipeline is killed (SIGKILL), and started again.")
                .when("a commit of offsets arrives after a later one")
                .takesThrough(Circumstance.ACK_LOST, Circumstance.PIPELINE_RESTARTED)
                .clientSettings(ClientTimeouts.shortRequestTimeout())
                .strikesEarlyAt(Step.COMMIT));
    }

    private record Late(
            TappedRequest late,
            long lateByMs,
            Map<Integer, Long> offsets,
            Map<String, Object> answer,
            Map<Integer, Long> committedBefore,
            Map<Integer, Long> committedAfter)
            implements Proof {
        @Override
        public String sentence() {
            return "%s had come %d ms late: the committed offsets went from %s to %s"
                    .formatted(late, lateByMs, committedBefore, committedAfter);
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        HeldRequest late = Await.start(testbed, schedule.get(0));
        Map<Integer, Long> offsets = testbed.requests().offsetsToCommit(late.request());
        int partition = offsets.keySet().iterator().next();
        // Armed at once: what the pipeline waits for, its request timeout, is the longest part of all this.
        Hold later = testbed.hold(new Aim(Step.COMMIT, partition, offsets.get(partition)));
        HeldRequest passed = Await.caught(testbed, later, Step.COMMIT);
        Hold next = testbed.hold(new Aim(Step.END_OF_CYCLE, partition, offsets.get(partition)));
        passed.passOn();
        HeldRequest held = Await.caught(testbed, next, Step.END_OF_CYCLE);
        fired.accept(
                KillAtRequest.strike(testbed, held, testbed.eventsOf(held.request()), arrive(testbed, late, offsets)));
        testbed.pipeline().start();
    }

    private static Late arrive(Testbed testbed, HeldRequest late, Map<Integer, Long> offsets) throws Exception {
        Map<Integer, Long> before = testbed.committedOffsets();
        long lateByMs = late.age().toMillis();
        Map<String, Object> answer = Await.answerTo(late);
        late.cut();
        return new Late(late.request(), lateByMs, offsets, answer, before, testbed.committedOffsets());
    }
}
