package delivery.chaos.fault;

import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.process.ChildProcess;
import delivery.chaos.testbed.AtRisk;
import delivery.chaos.testbed.SentEffects;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Anomaly;
import delivery.contract.Circumstance;
import delivery.contract.Guarantee;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * A zombie: the pipeline is paused (SIGSTOP) at a commit of offsets; when its session has expired and another
 * instance, with an id of its own, has done the same events again and committed them, the commit arrives and the
 * pipeline goes on.
 */
final class ZombieReturns implements Fault {
    private static final String OTHER_INSTANCE_ID = "instance-2";
    private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(4);
    private static final Set<Integer> ALL_PARTITIONS = Set.of();

    @Override
    public String name() {
        return "zombie-returns";
    }

    @Override
    public String description() {
        return "The pipeline is paused (SIGSTOP) at a commit of offsets until its session has expired and a second instance has "
                + "committed the same events; then the commit arrives, and it goes on (SIGCONT).";
    }

    @Override
    public Set<Circumstance> circumstances() {
        return Set.of(Circumstance.ZOMBIE, Circumstance.REBALANCED);
    }

    /** Whoever may do again what another did need not be fenced. */
    @Override
    public boolean concerns(Guarantee guarantee) {
        return guarantee.forbids(Anomaly.DUPLICATED, Circumstance.ZOMBIE);
    }

    @Override
    public int firings() {
        return 1;
    }

    @Override
    public Map<String, String> clientSettings() {
        return Map.of(
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                String.valueOf(SESSION_TIMEOUT.toMillis()),
                // The offsets of a transaction before its effects: an open one in the output would keep the second
                // instance waiting until the first has ended it.
                ProducerConfig.LINGER_MS_CONFIG,
                "1000",
                ProducerConfig.BATCH_SIZE_CONFIG,
                String.valueOf(1 << 20));
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
        Map<Integer, Long> offsets = testbed.requests().offsetsToCommit(held.request());
        long atMs = testbed.clock().elapsedMs();
        ChildProcess zombie = testbed.pipeline().pause();
        Set<String> committed = testbed.committedEvents();
        Set<String> inFlight = testbed.betweenEffectAndCommit();
        inFlight.addAll(testbed.eventsToCommit(held.request()));
        AtRisk atRisk = testbed.atRisk().takenUpAgain(inFlight);
        Replacement second = Replacement.start(testbed, OTHER_INSTANCE_ID);
        second.awaitAssigned();
        second.awaitCommitted(offsets);
        second.awaitEffectsOf(inFlight);
        atRisk.doneByAnother(inFlight, committed);
        Map<String, Object> answer = second.arriveLate(held);
        long pausedForMs = testbed.clock().elapsedMs() - atMs;
        testbed.pipeline().resume();
        String did = second.awaitFirstSettled();
        inFlight.addAll(sentByFirst.without(committed));
        Map<String, Object> proof = second.proof();
        proof.put("request", held.request().toString());
        proof.put("offsets", offsets);
        proof.put("pid", zombie.pid());
        proof.put("pausedForMs", pausedForMs);
        proof.put("sessionTimeoutMs", SESSION_TIMEOUT.toMillis());
        proof.put("answer", answer);
        proof.put("zombie", did);
        String what =
                "pid %d was paused for %d ms at %s, until %s had committed the same events; the late one was answered %s, and it %s"
                        .formatted(
                                zombie.pid(),
                                pausedForMs,
                                held.request(),
                                second.instance().process(),
                                answer,
                                did);
        fired.accept(new Firing(
                atMs, testbed.clock().elapsedMs(), ALL_PARTITIONS, 0, inFlight, atRisk.events(), what, proof));
    }
}
