package delivery.chaos.fault.pipeline;

import delivery.chaos.fault.AimedFault;
import delivery.chaos.fault.AnswerInWords;
import delivery.chaos.fault.Await;
import delivery.chaos.fault.FaultDescription;
import delivery.chaos.fault.Impact;
import delivery.chaos.fault.Proof;
import delivery.chaos.network.wire.HeldRequest;
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
 * A zombie: the pipeline is paused (SIGSTOP) at a commit of offsets; when its session has expired and another
 * instance, with an id of its own, has done the same events again and committed them, the commit arrives and the
 * pipeline goes on.
 */
public final class ZombieReturns extends AimedFault {
    private static final long SESSION_TIMEOUT_MS = 4_000;

    public ZombieReturns() {
        super(FaultDescription.of(
                        "zombie-returns",
                        "The pipeline is paused (SIGSTOP) at a commit of offsets until its session has expired and a "
                                + "second instance has committed the same events; then the commit arrives, and it goes "
                                + "on (SIGCONT).")
                .when("a stalled process commits late")
                .takesThrough(Circumstance.ZOMBIE, Circumstance.REBALANCED)
                // A pipeline that may repeat another instance's work need not be fenced.
                .concerns(guarantee -> guarantee.forbids(Anomaly.DUPLICATED, Circumstance.ZOMBIE))
                // The offsets of a transaction before its effects: an open one in the output would keep the second
                // instance waiting until the first has ended it.
                .clientSettings(Map.of(
                        "session.timeout.ms", String.valueOf(SESSION_TIMEOUT_MS),
                        "linger.ms", "1000",
                        "batch.size", String.valueOf(1 << 20)))
                .strikesAt(Aim.Step.COMMIT));
    }

    private record Returned(
            Replacement.ReplacementFacts second,
            TappedRequest request,
            Map<Integer, Long> offsets,
            long pid,
            long pausedForMs,
            long sessionTimeoutMs,
            Map<String, Object> answer,
            String zombie)
            implements Proof {
        @Override
        public String sentence() {
            return ("pid %d was paused for %d ms at %s, until %s had committed the same events; the late one was "
                            + "answered %s, and it %s")
                    .formatted(pid, pausedForMs, request, second.replacement(), AnswerInWords.of(answer), zombie);
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        SentEffects sentByFirst = SentEffects.ofFirst(testbed);
        HeldRequest held = Await.start(testbed, schedule.get(0));
        Map<Integer, Long> offsets = testbed.requests().offsetsToCommit(held.request());
        Impact impact = Impact.now(testbed);
        long pid = testbed.pipeline().pause().pid();
        Set<String> committed = testbed.committedEvents();
        impact.onAllBetweenEffectAndCommit()
                .on(testbed.eventsToCommit(held.request()))
                .takenUpAgain();
        Replacement second = Replacement.second(testbed);
        second.awaitAssigned();
        second.awaitCommitted(offsets);
        second.awaitEffectsOf(impact.inFlight());
        impact.doneByAnother(committed);
        Map<String, Object> answer = second.arriveLate(held);
        long pausedForMs = impact.elapsedMs();
        testbed.pipeline().resume();
        String did = second.awaitFirstSettled();
        fired.accept(impact.on(sentByFirst.without(committed))
                .proven(new Returned(
                        second.facts(), held.request(), offsets, pid, pausedForMs, SESSION_TIMEOUT_MS, answer, did)));
    }
}
