package delivery.chaos.fault;

import delivery.chaos.network.wire.Hold;
import delivery.chaos.testbed.AtRisk;
import delivery.chaos.testbed.ClientTimeouts;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.awaitility.Awaitility;

/** Every proxy of the link is disabled, for longer than the request timeout, while a Produce is under way. */
final class LinkDown implements Fault {
    private static final Duration DOWN =
            ClientTimeouts.REQUEST_TIMEOUT.multipliedBy(5).dividedBy(4);
    private static final Duration DEADLINE = DOWN.plusSeconds(10);

    @Override
    public String name() {
        return "link-down";
    }

    @Override
    public String description() {
        return "The link to all brokers is down for " + DOWN.toMillis() + " ms (request timeout: "
                + ClientTimeouts.REQUEST_TIMEOUT.toMillis() + " ms); a Produce is lost with it.";
    }

    @Override
    public Set<Circumstance> circumstances() {
        return Set.of(Circumstance.REQUEST_LOST);
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
    public List<Aim> schedule(Random random, Map<Integer, Long> eventsByPartition) {
        return Aim.spread(random, eventsByPartition, List.of(Aim.Step.PRODUCE));
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        Hold trap = testbed.holdNewEffects(
                schedule.get(0).partition(), schedule.get(0).offset());
        testbed.pipeline().start();
        EffectsInFlight effects = EffectsInFlight.await(testbed, trap);
        int refusedBefore = testbed.link().tap().refusedConnections();
        long atMs = testbed.clock().elapsedMs();
        testbed.link().down();
        effects.held().discard();
        Awaitility.await("the link to be down for " + DOWN + " and the pipeline to have tried it")
                .atMost(DEADLINE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> testbed.clock().elapsedMs() - atMs > DOWN.toMillis()
                        && testbed.link().tap().refusedConnections() > refusedBefore);
        boolean absent = effects.isAbsentFromLog();
        AtRisk atRisk = testbed.atRisk().unanswered(effects.eventIds());
        int refused = testbed.link().tap().refusedConnections() - refusedBefore;
        testbed.link().up();
        long healedAtMs = testbed.clock().elapsedMs();
        if (!absent) {
            throw new NotFiredException("effects of " + effects.request() + " stand in the log though it was lost");
        }
        Map<String, Object> proof = effects.proof();
        proof.put("downForMs", healedAtMs - atMs);
        proof.put("connectionsRefused", refused);
        String what = "link down for %d ms, %d connections refused; %s with %d effects never reached the broker"
                .formatted(healedAtMs - atMs, refused, effects.request(), effects.records());
        fired.accept(effects.firing(atMs, healedAtMs, atRisk, what, proof));
    }
}
