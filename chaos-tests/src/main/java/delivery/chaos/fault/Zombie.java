package delivery.chaos.fault;

import delivery.chaos.network.wire.Hold;
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
 * The pipeline is stopped (SIGSTOP) while a Produce of its is under way; a replacement with the same instance id
 * takes its partitions over and produces; then the Produce arrives and the pipeline wakes up (SIGCONT), not knowing
 * that its time is over.
 */
final class Zombie implements Fault {
    private static final Set<Integer> ALL_PARTITIONS = Set.of();

    @Override
    public String name() {
        return "zombie";
    }

    @Override
    public String description() {
        return "The pipeline is paused (SIGSTOP) with a Produce under way; when a replacement with the same instance id has "
                + "done all that is left, the Produce arrives and the pipeline wakes up (SIGCONT).";
    }

    @Override
    public Set<Circumstance> circumstances() {
        return Set.of(Circumstance.ZOMBIE);
    }

    @Override
    public int firings() {
        return 1;
    }

    @Override
    public List<Aim> schedule(Random random, Map<Integer, Long> eventsByPartition) {
        return Aim.spread(random, eventsByPartition, List.of(Aim.Step.PRODUCE));
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        SentEffects sentByFirst = SentEffects.ofFirst(testbed);
        Hold trap = testbed.holdNewEffects(
                schedule.get(0).partition(), schedule.get(0).offset());
        testbed.pipeline().start();
        EffectsInFlight effects = EffectsInFlight.await(testbed, trap);
        ChildProcess zombie = testbed.pipeline().pause();
        testbed.pipeline().replaced();
        Set<String> committed = testbed.committedEvents();
        Set<String> inFlight = testbed.betweenEffectAndCommit();
        inFlight.addAll(effects.eventIds());
        AtRisk atRisk = testbed.atRisk().takenUpAgain(inFlight);
        long atMs = testbed.clock().elapsedMs();
        Replacement replacement =
                Replacement.start(testbed, testbed.instances().first().instanceId());
        replacement.awaitAssigned();
        // All that is left, and not the first effects alone: where the late ones stand among the others, and so which
        // counts
        // end a page, would be a matter of who is faster.
        replacement.awaitEffectsOf(testbed.events().where((id, position) -> !committed.contains(id)));
        long pausedForMs = testbed.clock().elapsedMs() - atMs;
        atRisk.doneByAnother(inFlight, committed);
        Map<String, Object> answer = replacement.arriveLate(effects.held());
        testbed.pipeline().resume();
        String did = replacement.awaitFirstSettled();
        inFlight.addAll(sentByFirst.without(committed));
        Map<String, Object> proof = effects.proof();
        proof.putAll(replacement.proof());
        proof.put("pid", zombie.pid());
        proof.put("pausedForMs", pausedForMs);
        proof.put("answer", answer);
        proof.put("zombie", did);
        String what =
                "pid %d was paused at %s with %d effects and woke up after %s had done all that was left; the broker answered %s, and it %s"
                        .formatted(
                                zombie.pid(),
                                effects.request(),
                                effects.records(),
                                replacement.instance().process(),
                                answer,
                                did);
        fired.accept(new Firing(
                atMs, testbed.clock().elapsedMs(), ALL_PARTITIONS, 0, inFlight, atRisk.events(), what, proof));
    }
}
