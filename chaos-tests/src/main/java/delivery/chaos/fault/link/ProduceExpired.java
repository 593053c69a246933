package delivery.chaos.fault.link;

import delivery.chaos.fault.AimedFault;
import delivery.chaos.fault.Await;
import delivery.chaos.fault.EffectsInFlight;
import delivery.chaos.fault.FaultDescription;
import delivery.chaos.fault.Impact;
import delivery.chaos.fault.Proof;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.network.wire.TappedRequest;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A Produce and all that repeats it are lost until {@code delivery.timeout.ms} is over: the send has failed for good,
 * by a TimeoutException, which is a RetriableException. Nobody retries it any more.
 */
public final class ProduceExpired extends AimedFault {
    /** Long enough that no other Produce expires on a busy machine. */
    private static final long REQUEST_TIMEOUT_MS = 4_000;
    /** The least that a producer takes: {@code request.timeout.ms} and the exact course's {@code linger.ms}. */
    private static final long DELIVERY_TIMEOUT_MS = REQUEST_TIMEOUT_MS + 1_000;

    public ProduceExpired() {
        super(FaultDescription.of(
                        "produce-expired",
                        "A Produce and whatever repeats it never reach the broker, for " + DELIVERY_TIMEOUT_MS
                                + " ms (delivery.timeout.ms): the send fails with a TimeoutException.")
                .when("a write does not get through in time")
                // Who has no transaction to abort can only end, and be started again.
                .takesThrough(Circumstance.REQUEST_LOST, Circumstance.PIPELINE_RESTARTED)
                .clientSettings(Map.of(
                        "request.timeout.ms", String.valueOf(REQUEST_TIMEOUT_MS),
                        "delivery.timeout.ms", String.valueOf(DELIVERY_TIMEOUT_MS)))
                .strikesAt(Aim.Step.PRODUCE));
    }

    private record Expired(EffectsInFlight.Facts effects, int repeatsLost, long lostForMs) implements Proof {
        @Override
        public String sentence() {
            return "%s never reached the broker, nor did %d requests that repeated it, for %d ms"
                    .formatted(effects, repeatsLost, lostForMs);
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        EffectsInFlight effects = EffectsInFlight.start(testbed, schedule.get(0));
        Set<String> ids = effects.eventIds();
        Predicate<TappedRequest> carriesThem =
                request -> testbed.requests().eventIds(request).stream().anyMatch(ids::contains);
        Impact impact = effects.impact().onAllBetweenEffectAndCommit().takenUpAgain();
        Hold repeat = testbed.link().tap().hold(carriesThem);
        effects.held().discard();
        int repeatsLost = Await.loseAllUntil(
                testbed,
                repeat,
                carriesThem,
                "delivery.timeout.ms to be over",
                () -> impact.elapsedMs() > DELIVERY_TIMEOUT_MS);
        effects.requireAbsentFromLog();
        fired.accept(effects.proven(impact, new Expired(effects.facts(), repeatsLost, impact.elapsedMs())));
    }
}
