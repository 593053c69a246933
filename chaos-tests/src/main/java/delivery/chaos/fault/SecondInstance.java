package delivery.chaos.fault;

import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.testbed.AtRisk;
import delivery.chaos.testbed.SentEffects;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.common.message.EndTxnRequestData;

/**
 * A second instance with the same instance id, and so with the same {@code transactional.id}, is started while the
 * first is about to end its cycle: at the EndTxn of a transaction, else at a commit of offsets.
 */
public final class SecondInstance implements Fault {
    private static final Set<Integer> ALL_PARTITIONS = Set.of();

    @Override
    public String name() {
        return "second-instance";
    }

    @Override
    public String description() {
        return "A second instance with the same instance id (and transactional.id) takes over while the first one's EndTxn, or "
                + "its commit of offsets if it has no transactions, is under way.";
    }

    @Override
    public Set<Circumstance> circumstances() {
        return Set.of(Circumstance.ZOMBIE);
    }

    @Override
    public int firings() {
        return 1;
    }

    /** The request under way has to outlast the start of a process. */
    @Override
    public Map<String, String> clientSettings() {
        return Map.of("request.timeout.ms", "25000", "session.timeout.ms", "25000");
    }

    @Override
    public List<Aim> schedule(Random random, Map<Integer, Long> eventsByPartition) {
        return Aim.spread(random, eventsByPartition, List.of(Aim.Step.END_OF_CYCLE));
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        SentEffects sentByFirst = SentEffects.ofFirst(testbed);
        Hold trap = testbed.holdEndOfCycle(
                schedule.get(0).partition(), schedule.get(0).offset());
        testbed.pipeline().start();
        HeldRequest held = Patience.caught(testbed, trap, "end of a cycle");
        long atMs = testbed.clock().elapsedMs();
        testbed.pipeline().replaced();
        Set<String> inFlight = testbed.betweenEffectAndCommit();
        inFlight.addAll(testbed.eventsOf(held.request()));
        Set<String> committed = testbed.committedEvents();
        AtRisk atRisk = testbed.atRisk().takenUpAgain(inFlight);
        Replacement second =
                Replacement.start(testbed, testbed.instances().first().instanceId());
        second.awaitAssigned();
        long heldMs = held.age().toMillis();
        Map<String, Object> answer = second.arriveLate(held);
        String did = second.awaitFirstSettled();
        inFlight.addAll(sentByFirst.without(committed));
        Map<String, Object> proof = second.proof();
        proof.put("request", held.request().toString());
        if (held.request().body() instanceof EndTxnRequestData endTxn) {
            proof.put("transactionalIdOfFirst", endTxn.transactionalId());
        }
        proof.put("heldForMs", heldMs);
        proof.put("answer", answer);
        String what = "%s arrived when %s had taken over as %s, answered %s; the first instance %s"
                .formatted(
                        held.request(),
                        second.instance().process(),
                        second.instance().instanceId(),
                        answer,
                        did);
        fired.accept(new Firing(
                atMs, testbed.clock().elapsedMs(), ALL_PARTITIONS, 0, inFlight, atRisk.events(), what, proof));
    }
}
