package delivery.chaos.fault;

import delivery.chaos.cluster.BrokerProcess;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.testbed.AtRisk;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * SIGKILL to the broker that leads a partition of the output topic, after it has carried out a Produce and before its
 * response arrives; then the broker is started again on its data.
 */
final class BrokerKilled implements Fault {
    private static final Duration RESPONSE_DEADLINE = Duration.ofSeconds(10);

    @Override
    public String name() {
        return "broker-killed";
    }

    @Override
    public String description() {
        return "The broker that leads an output partition is killed (SIGKILL) after it has carried out a Produce and before "
                + "its response arrives, and started again.";
    }

    @Override
    public Set<Circumstance> circumstances() {
        return Set.of(Circumstance.BROKER_KILLED, Circumstance.ACK_LOST);
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
        Map<String, Long> baseOffsets = carryOutUnanswered(effects);
        while (baseOffsets.isEmpty()) {
            // Refused for the moment (CONCURRENT_TRANSACTIONS): nothing was written whose acknowledgement could be
            // lost.
            trap = testbed.holdNewEffects();
            effects.held().cut();
            effects = EffectsInFlight.await(testbed, trap);
            baseOffsets = carryOutUnanswered(effects);
        }
        AtRisk atRisk = testbed.atRisk().unanswered(effects.eventIds());
        fired.accept(kill(testbed, effects, baseOffsets, atRisk));
    }

    /** Lets a Produce through and keeps its response back; says where its effects stand in the log, if they do. */
    private static Map<String, Long> carryOutUnanswered(EffectsInFlight effects)
            throws InterruptedException, NotFiredException {
        effects.held().releaseWithholdingResponse();
        try {
            effects.held().awaitResponseWithheld(RESPONSE_DEADLINE);
            return effects.awaitInLog();
        } catch (TimeoutException none) {
            throw new NotFiredException("the broker did not answer " + effects.request(), none);
        }
    }

    private static Firing kill(Testbed testbed, EffectsInFlight effects, Map<String, Long> baseOffsets, AtRisk atRisk)
            throws Exception {
        int brokerId = effects.request().brokerId();
        long atMs = testbed.clock().elapsedMs();
        BrokerProcess killed = testbed.brokers().kill(brokerId);
        effects.held().cut();
        int partition = effects.partitions().iterator().next();
        Takeover takeover = Takeover.ofLeader(testbed, testbed.topics().output(), partition, brokerId);
        long healedAtMs = testbed.clock().elapsedMs();
        Map<String, Object> proof = effects.proof();
        proof.put("inLogAt", baseOffsets);
        proof.put("broker", brokerId);
        proof.put("pid", killed.pid());
        killed.container().ifPresent(id -> proof.put("container", id));
        proof.put("exitCode", killed.exitCode().getAsInt());
        proof.put("ledPartition", testbed.outputPartition(partition).toString());
        proof.put("newLeader", takeover.successor());
        proof.put("restartedPid", takeover.restarted().pid());
        String what = ("broker %d (%s), leader of %s, ended by SIGKILL (exit code %d) with %s answered but the answer "
                        + "not delivered; broker %d took over")
                .formatted(
                        brokerId,
                        killed,
                        testbed.outputPartition(partition),
                        killed.exitCode().getAsInt(),
                        effects.request(),
                        takeover.successor());
        return effects.firing(atMs, healedAtMs, atRisk, what, proof);
    }
}
