package delivery.chaos.fault;

import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.network.wire.ResponseDigest;
import delivery.chaos.process.ChildProcess;
import delivery.chaos.testbed.AtRisk;
import delivery.chaos.testbed.SentEffects;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The pipeline is stopped (SIGSTOP) at a commit of offsets for longer than its session lasts; a second instance
 * joins, and the group is rebalanced without the first. Then the commit arrives, of a generation that is over, and
 * the pipeline wakes up (SIGCONT) and joins again.
 */
final class RebalanceBeforeCommit implements Fault {
    private static final Set<Integer> ALL_PARTITIONS = Set.of();
    private static final String OTHER_INSTANCE_ID = "instance-2";

    @Override
    public String name() {
        return "rebalance-before-commit";
    }

    @Override
    public String description() {
        return "The pipeline is paused (SIGSTOP) at a commit of offsets until its session is over and the group has been "
                + "rebalanced for a second instance; then the commit arrives, and it wakes up (SIGCONT).";
    }

    @Override
    public Set<Circumstance> circumstances() {
        return Set.of(Circumstance.REBALANCED);
    }

    @Override
    public int firings() {
        return 1;
    }

    /** The second instance is assigned partitions only when the session of the first is over. */
    @Override
    public Map<String, String> clientSettings() {
        return Map.of("session.timeout.ms", "4000");
    }

    @Override
    public List<Aim> schedule(Random random, Map<Integer, Long> eventsByPartition) {
        return Aim.spread(random, eventsByPartition, List.of(Aim.Step.COMMIT));
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        SentEffects sentByFirst = SentEffects.ofFirst(testbed);
        Hold trap =
                testbed.holdCommit(schedule.get(0).partition(), schedule.get(0).offset());
        testbed.pipeline().start();
        HeldRequest held = Patience.caught(testbed, trap, "commit of offsets");
        ChildProcess paused = testbed.pipeline().pause();
        long atMs = testbed.clock().elapsedMs();
        Set<String> inFlight = testbed.betweenEffectAndCommit();
        inFlight.addAll(testbed.eventsToCommit(held.request()));
        Set<String> committed = testbed.committedEvents();
        AtRisk atRisk = testbed.atRisk().takenUpAgain(inFlight);
        Replacement second = Replacement.start(testbed, OTHER_INSTANCE_ID);
        second.awaitAssigned();
        Map<String, Object> answer = second.arriveLate(held);
        long arrivedAtMs = testbed.clock().elapsedMs();
        testbed.pipeline().resume();
        if (!ResponseDigest.isError(answer)) {
            throw new NotFiredException(held.request() + " was carried out: the group had not been rebalanced");
        }
        inFlight.addAll(sentByFirst.without(committed));
        Map<String, Object> proof = second.proof();
        proof.put("pid", paused.pid());
        proof.put("pausedForMs", arrivedAtMs - atMs);
        proof.put("request", held.request().toString());
        proof.put("offsets", testbed.requests().offsetsToCommit(held.request()));
        proof.put("answer", answer);
        String what = "pid %d was paused for %d ms; %s arrived when the group had been rebalanced for %s, answered %s"
                .formatted(
                        paused.pid(),
                        arrivedAtMs - atMs,
                        held.request(),
                        second.instance().process(),
                        answer);
        fired.accept(new Firing(atMs, arrivedAtMs, ALL_PARTITIONS, 0, inFlight, atRisk.events(), what, proof));
    }
}
