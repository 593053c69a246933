package delivery.chaos.fault;

import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.process.ChildProcess;
import delivery.chaos.testbed.Instance;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Anomaly;
import delivery.contract.Circumstance;
import delivery.contract.Guarantee;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A zombie: the pipeline is paused (SIGSTOP) at a commit of offsets; when its session has expired and another instance,
 * with an id of its own, has done the same events again and committed them, the commit arrives and the pipeline goes on.
 */
final class ZombieReturns implements Fault {
    private static final String REPLACEMENT = "instance-2";
    private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(4);
    private static final Duration TAKE_OVER_DEADLINE = Duration.ofSeconds(45);
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
        Hold trap =
                testbed.holdCommit(schedule.get(0).partition(), schedule.get(0).offset());
        testbed.pipeline().start();
        HeldRequest held = EffectsInFlight.awaitCaught(trap, "commit of offsets");
        Map<Integer, Long> offsets = testbed.offsetsToCommit(held.request());
        long atMs = testbed.clock().elapsedMs();
        ChildProcess zombie = testbed.pipeline().pause();
        Set<String> inFlight = testbed.betweenEffectAndCommit();
        inFlight.addAll(testbed.eventsToCommit(held.request()));
        Instance replacement = testbed.instances().another(REPLACEMENT);
        replacement.pipeline().start();
        awaitCommitted(testbed, offsets);
        held.release();
        held.letGo();
        testbed.pipeline().resume();
        long healedAtMs = testbed.clock().elapsedMs();
        Map<String, Object> proof = new LinkedHashMap<>();
        proof.put("request", held.request().toString());
        proof.put("offsets", offsets);
        proof.put("pid", zombie.pid());
        proof.put("pausedForMs", healedAtMs - atMs);
        proof.put("sessionTimeoutMs", SESSION_TIMEOUT.toMillis());
        String what = "pid %d was paused for %d ms at %s, until %s had committed the same events; then it went on"
                .formatted(zombie.pid(), healedAtMs - atMs, held.request(), REPLACEMENT);
        fired.accept(new Firing(atMs, healedAtMs, ALL_PARTITIONS, 0, inFlight, what, proof));
    }

    private static void awaitCommitted(Testbed testbed, Map<Integer, Long> offsets) throws NotFiredException {
        try {
            Awaitility.await("a second instance to commit " + offsets)
                    .atMost(TAKE_OVER_DEADLINE)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> {
                        Map<Integer, Long> committed = testbed.committedOffsets();
                        return offsets.entrySet().stream()
                                .allMatch(offset -> committed.getOrDefault(offset.getKey(), 0L) >= offset.getValue());
                    });
        } catch (ConditionTimeoutException never) {
            throw new NotFiredException(
                    "no second instance committed " + offsets + " within " + TAKE_OVER_DEADLINE, never);
        }
    }
}
