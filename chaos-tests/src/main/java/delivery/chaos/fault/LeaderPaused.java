package delivery.chaos.fault;

import delivery.chaos.cluster.BrokerProcess;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.testbed.AtRisk;
import delivery.chaos.testbed.ClientTimeouts;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The leader of an output partition is stopped (SIGSTOP) with a Produce in its socket until another leads; then it
 * wakes up (SIGCONT), a zombie, and reads it.
 */
final class LeaderPaused implements Fault {
    @Override
    public String name() {
        return "leader-paused";
    }

    @Override
    public String description() {
        return "The broker that leads an output partition is paused (SIGSTOP) with a Produce in its socket until another broker "
                + "leads, and wakes up (SIGCONT).";
    }

    @Override
    public Set<Circumstance> circumstances() {
        return Set.of(Circumstance.BROKER_KILLED, Circumstance.ACK_LOST, Circumstance.REQUEST_LOST);
    }

    @Override
    public Map<String, String> clientSettings() {
        return ClientTimeouts.shortRequestTimeout();
    }

    @Override
    public int firings() {
        return 1;
    }

    @Override
    public boolean breaksBrokers() {
        return true;
    }

    @Override
    public List<Aim> schedule(Random random, Map<Integer, Long> eventsByPartition) {
        return Aim.spread(random, eventsByPartition, List.of(Aim.Step.PRODUCE));
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        Hold trap = testbed.holdNewEffects(
                schedule.get(0).partition(), schedule.get(0).offset());
        testbed.pipeline().start();
        EffectsInFlight effects = EffectsInFlight.await(testbed, trap);
        int leader = effects.request().brokerId();
        int partition = effects.partitions().iterator().next();
        AtRisk atRisk = testbed.atRisk().unanswered(effects.eventIds());
        BrokerProcess paused = testbed.brokers().pause(leader);
        long atMs = testbed.clock().elapsedMs();
        effects.held().passOn();
        int newLeader = Takeover.awaitLeader(testbed, testbed.topics().output(), partition, leader);
        long pausedForMs = testbed.clock().elapsedMs() - atMs;
        testbed.brokers().resume(leader);
        testbed.cluster().awaitAllInSync();
        Map<String, Object> proof = effects.proof();
        proof.put("broker", leader);
        proof.put("pid", paused.pid());
        proof.put("paused", paused.paused().orElseThrow());
        proof.put("pausedForMs", pausedForMs);
        proof.put("ledPartition", testbed.outputPartition(partition).toString());
        proof.put("newLeader", newLeader);
        String what =
                "broker %d (%s), leader of %s, was paused for %d ms (%s) with %s on its way to it; broker %d took over"
                        .formatted(
                                leader,
                                paused,
                                testbed.outputPartition(partition),
                                pausedForMs,
                                paused.paused().orElseThrow(),
                                effects.request(),
                                newLeader);
        fired.accept(effects.firing(atMs, testbed.clock().elapsedMs(), atRisk, what, proof));
    }
}
