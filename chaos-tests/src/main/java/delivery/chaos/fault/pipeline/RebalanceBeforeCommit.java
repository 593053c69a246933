package delivery.chaos.fault.pipeline;

import delivery.chaos.fault.AimedFault;
import delivery.chaos.fault.AnswerInWords;
import delivery.chaos.fault.Await;
import delivery.chaos.fault.EffectsFirst;
import delivery.chaos.fault.FaultDescription;
import delivery.chaos.fault.Impact;
import delivery.chaos.fault.Proof;
import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.ResponseDigest;
import delivery.chaos.network.wire.TappedRequest;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.SentEffects;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Anomaly;
import delivery.contract.Circumstance;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The pipeline is stopped (SIGSTOP) at a commit of offsets for longer than its session lasts; a second instance
 * joins, and the group is rebalanced without the first. Then the commit arrives, of a generation that is over, and
 * the pipeline wakes up (SIGCONT) and joins again.
 */
public final class RebalanceBeforeCommit extends AimedFault {
    public RebalanceBeforeCommit() {
        super(FaultDescription.of(
                        "rebalance-before-commit",
                        "The pipeline is paused (SIGSTOP) at a commit of offsets until its session is over and the "
                                + "group has been rebalanced for a second instance; then the commit arrives, and it "
                                + "wakes up (SIGCONT).")
                .when("the group rebalances before a commit arrives")
                .takesThrough(Circumstance.REBALANCED)
                // Whoever may lose what is rebalanced commits first, and has done nothing yet; whether it does what is
                // another's by then, zombie-returns tries.
                .concerns(guarantee -> guarantee.forbids(Anomaly.LOST, Circumstance.REBALANCED))
                // The second instance is assigned partitions only when the session of the first is over.
                .clientSettings(EffectsFirst.clientSettings())
                .clientSettings(Map.of("session.timeout.ms", "4000"))
                .strikesAt(Aim.Step.COMMIT));
    }

    private record Rebalanced(
            Replacement.ReplacementFacts second,
            long pid,
            long pausedForMs,
            TappedRequest request,
            Map<Integer, Long> offsets,
            Map<String, Object> answer)
            implements Proof {
        @Override
        public String sentence() {
            return "pid %d was paused for %d ms; %s arrived when the group had been rebalanced for %s, answered %s"
                    .formatted(pid, pausedForMs, request, second.replacement(), AnswerInWords.of(answer));
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        SentEffects sentByFirst = SentEffects.ofFirst(testbed);
        HeldRequest held = Await.start(testbed, schedule.get(0));
        long pid = testbed.pipeline().pause().pid();
        Set<String> committed = testbed.committedEvents();
        Impact impact = Impact.now(testbed)
                .onAllBetweenEffectAndCommit()
                .on(testbed.eventsToCommit(held.request()))
                .takenUpAgain();
        Replacement second = Replacement.second(testbed);
        second.awaitAssigned();
        Map<String, Object> answer = second.arriveLate(held);
        long pausedForMs = impact.elapsedMs();
        testbed.pipeline().resume();
        if (!ResponseDigest.isError(answer)) {
            throw new NotFiredException(held.request() + " was carried out: the group had not been rebalanced");
        }
        fired.accept(impact.on(sentByFirst.without(committed))
                .proven(new Rebalanced(
                        second.facts(),
                        pid,
                        pausedForMs,
                        held.request(),
                        testbed.requests().offsetsToCommit(held.request()),
                        answer)));
    }
}
