package delivery.chaos.fault;

import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.network.wire.WireCounts;
import delivery.chaos.process.ChildProcess;
import delivery.chaos.testbed.Instance;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.protocol.ApiKeys;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A zombie: the pipeline is paused (SIGSTOP) at a commit of offsets; when its session has expired and another instance,
 * with an id of its own, has its partitions and knows from where to go on, the commit arrives and the pipeline goes on.
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
                + "taken over its partitions; then the commit arrives, and it goes on (SIGCONT).";
    }

    @Override
    public Set<Circumstance> circumstances() {
        return Set.of(Circumstance.ZOMBIE, Circumstance.REBALANCED);
    }

    @Override
    public int firings() {
        return 1;
    }

    @Override
    public Map<String, String> clientSettings() {
        return Map.of(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, String.valueOf(SESSION_TIMEOUT.toMillis()));
    }

    @Override
    public void inject(Testbed testbed, Consumer<Firing> fired) throws Exception {
        Hold trap = testbed.holdCommit(testbed.dueEffects(0.1, 0.5));
        testbed.pipeline().start();
        HeldRequest held = EffectsInFlight.awaitCaught(trap, "commit of offsets");
        Map<Integer, Long> offsets = testbed.offsetsToCommit(held.request());
        long atMs = testbed.clock().elapsedMs();
        ChildProcess zombie = testbed.pipeline().pause();
        Instance replacement = testbed.instances().another(REPLACEMENT);
        replacement.pipeline().start();
        awaitTakenOver(replacement);
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
        String what = "pid %d was paused for %d ms at %s, until %s had its partitions; then it went on"
                .formatted(zombie.pid(), healedAtMs - atMs, held.request(), REPLACEMENT);
        fired.accept(new Firing(atMs, healedAtMs, ALL_PARTITIONS, what, proof));
    }

    /** An answer to OffsetFetch is what a member asks for when it has got its partitions. */
    private static void awaitTakenOver(Instance replacement) throws NotFiredException {
        try {
            Awaitility.await("a second instance to have got partitions and their offsets")
                    .atMost(TAKE_OVER_DEADLINE)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> {
                        WireCounts.Count fetched =
                                replacement.link().tap().counts().byApiKey().get(ApiKeys.OFFSET_FETCH);
                        return fetched != null && fetched.responses() > 0;
                    });
        } catch (ConditionTimeoutException never) {
            throw new NotFiredException("no second instance took over within " + TAKE_OVER_DEADLINE, never);
        }
    }
}
