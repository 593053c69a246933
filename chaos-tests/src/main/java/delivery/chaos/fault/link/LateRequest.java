package delivery.chaos.fault.link;

import delivery.chaos.fault.AimedFault;
import delivery.chaos.fault.Await;
import delivery.chaos.fault.EffectsInFlight;
import delivery.chaos.fault.FaultDescription;
import delivery.chaos.fault.Impact;
import delivery.chaos.fault.Proof;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.ClientTimeouts;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A Produce that is longer on its way than the pipeline waits: it gives the connection up, sends the effects again if
 * it is one that retries, and goes on; then the late one arrives.
 */
public final class LateRequest extends AimedFault {
    private static final Duration LATE = longerThan(ClientTimeouts.REQUEST_TIMEOUT);

    public LateRequest() {
        super(FaultDescription.of(
                        "late-request",
                        "A Produce reaches the broker after " + LATE.toMillis() + " ms, over a connection that the "
                                + "pipeline has given up (request timeout: "
                                + ClientTimeouts.REQUEST_TIMEOUT.toMillis() + " ms).")
                .when("a write arrives after it was given up")
                .takesThrough(Circumstance.ACK_LOST)
                .clientSettings(ClientTimeouts.shortRequestTimeout())
                .strikesAt(Aim.Step.PRODUCE));
    }

    private static Duration longerThan(Duration requestTimeout) {
        return requestTimeout.multipliedBy(3).dividedBy(2);
    }

    private record Late(EffectsInFlight.Facts effects, long lateByMs) implements Proof {
        @Override
        public String sentence() {
            return "%s was forwarded after %d ms, when the pipeline had gone on without it"
                    .formatted(effects, lateByMs);
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        EffectsInFlight effects = EffectsInFlight.start(testbed, schedule.get(0));
        Impact impact = effects.impact();
        Duration late = longerThan(testbed.requestTimeout());
        Await.until(
                testbed,
                "the pipeline to go on without an answer to " + effects.request(),
                () -> effects.held().age().compareTo(late) > 0
                        && testbed.traffic()
                                .firstAcknowledgementAfter(impact.atMs(), Set.of(), 0)
                                .isPresent());
        impact.unanswered();
        Late proof = new Late(effects.facts(), effects.held().age().toMillis());
        effects.held().passOn();
        fired.accept(effects.proven(impact, proof));
    }
}
