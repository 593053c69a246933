package delivery.chaos.fault.pipeline;

import delivery.chaos.fault.AimedFault;
import delivery.chaos.fault.Await;
import delivery.chaos.fault.EffectsInFlight;
import delivery.chaos.fault.FaultDescription;
import delivery.chaos.fault.Impact;
import delivery.chaos.fault.Proof;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.network.wire.TapListener;
import delivery.chaos.network.wire.TapListener.ResponseBody;
import delivery.chaos.network.wire.TappedRequest;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.Aim.Step;
import delivery.chaos.testbed.ClientTimeouts;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Anomaly;
import delivery.contract.Circumstance;
import delivery.contract.Guarantee;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The leader has the effects, and no answer to their producer arrives within {@code delivery.timeout.ms}: the send has
 * failed for good, as far as the producer knows, and the application does the batch again.
 */
public final class DeliveryTimedOut extends AimedFault {
    private static final long DELIVERY_TIMEOUT_MS = 4_000;
    /** What comes after this time no producer repeats any more; on a busy machine a repeat is on its way for long. */
    private static final long SENT_ANEW_AFTER_MS = DELIVERY_TIMEOUT_MS + 1_000;

    /** For whoever has to send again what is not acknowledged. */
    public DeliveryTimedOut() {
        // Whoever may lose what is not acknowledged sends it once.
        this("delivery-timed-out", guarantee -> guarantee.forbids(Anomaly.LOST, Circumstance.ACK_LOST));
    }

    /** The same for whom a restart alone excuses a duplicate: the application must not send again what was given up. */
    public static DeliveryTimedOut excusedByRestartAlone() {
        return new DeliveryTimedOut(
                "ack-expired",
                guarantee -> guarantee.forbids(Anomaly.DUPLICATED, Circumstance.ACK_LOST)
                        && guarantee.forbids(Anomaly.LOST, Circumstance.ACK_LOST)
                        && !guarantee.forbids(Anomaly.DUPLICATED, Circumstance.PIPELINE_RESTARTED));
    }

    private DeliveryTimedOut(String name, Predicate<Guarantee> concerned) {
        super(FaultDescription.of(
                        name,
                        "A Produce is carried out and its answer lost, and so are all Produces after it, before they"
                                + " reach a broker, until delivery.timeout.ms is over and the pipeline gives the batch"
                                + " up.")
                .when("the producer gives up on an acknowledgement")
                .takesThrough(Circumstance.ACK_LOST, Circumstance.PIPELINE_RESTARTED)
                .concerns(concerned)
                .clientSettings(ClientTimeouts.shortRequestTimeout())
                .clientSettings(Map.of("delivery.timeout.ms", String.valueOf(DELIVERY_TIMEOUT_MS)))
                .strikesAt(Step.PRODUCE));
    }

    /** What a pipeline did about a batch that it had given up, with the end of the sentence about it. */
    private enum Outcome {
        ENDED("had ended"),
        ABORTED("aborted its transaction"),
        SENT_AGAIN("sent the batch again");

        private final String words;

        Outcome(String words) {
            this.words = words;
        }
    }

    /** Whether effects were sent again, and not by a producer that repeats them. */
    private record SentAnew(Testbed testbed, Set<String> eventIds, Impact impact, AtomicBoolean seen)
            implements TapListener {
        @Override
        public void onRequest(TappedRequest request) {
            boolean carriesThem = testbed.requests().eventIds(request).stream().anyMatch(eventIds::contains);
            if (carriesThem && impact.elapsedMs() > SENT_ANEW_AFTER_MS) {
                seen.set(true);
            }
        }

        @Override
        public void onResponse(TappedRequest request, ResponseBody body) {}
    }

    /** What is looked out for. */
    private record Outlook(Testbed testbed, int starts, AbortAsked abort, SentAnew again) {
        static Outlook of(Testbed testbed, EffectsInFlight effects, Impact impact) {
            AbortAsked abort = new AbortAsked();
            SentAnew again = new SentAnew(testbed, effects.eventIds(), impact, new AtomicBoolean());
            testbed.link().tap().tell(abort);
            testbed.link().tap().tell(again);
            return new Outlook(testbed, testbed.pipeline().starts(), abort, again);
        }

        Optional<Outcome> outcome() {
            if (testbed.pipeline().starts() > starts) {
                return Optional.of(Outcome.ENDED);
            }
            if (abort.isAsked()) {
                return Optional.of(Outcome.ABORTED);
            }
            return again.seen().get() ? Optional.of(Outcome.SENT_AGAIN) : Optional.empty();
        }
    }

    private record GivenUp(
            EffectsInFlight.Facts effects,
            Map<String, Long> baseOffsets,
            int requestsLost,
            long givenUpAfterMs,
            Outcome outcome)
            implements Proof {
        @Override
        public String sentence() {
            return "%s stand at %s, unanswered, and %d Produces after it were lost; after %d ms the pipeline %s"
                    .formatted(effects, baseOffsets, requestsLost, givenUpAfterMs, outcome.words);
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        EffectsInFlight effects = EffectsInFlight.start(testbed, schedule.get(0));
        Impact impact = effects.impact();
        // Before the producer may repeat the Produce, or give up: on a busy machine, while the log is looked at.
        Outlook outlook = Outlook.of(testbed, effects, impact);
        Hold repeat = testbed.link().tap().hold(request -> carriesEffects(testbed, request));
        Await.answerTo(effects.held());
        Map<String, Long> baseOffsets = effects.awaitInLog();
        if (baseOffsets.isEmpty()) {
            throw new NotFiredException("the effects of " + effects.request() + " do not stand in the log");
        }
        impact.onAllBetweenEffectAndCommit().unanswered();
        int lost = Await.loseAllUntil(
                testbed,
                repeat,
                request -> carriesEffects(testbed, request),
                "the pipeline to give the batch up",
                () -> outlook.outcome().isPresent());
        GivenUp proof = new GivenUp(
                effects.facts(),
                baseOffsets,
                lost,
                impact.elapsedMs(),
                outlook.outcome().orElseThrow());
        effects.held().cut();
        testbed.link().tap().cancelHolds();
        fired.accept(effects.proven(impact.takenUpAgain(), proof));
    }

    private static boolean carriesEffects(Testbed testbed, TappedRequest request) {
        return !testbed.requests().effects(request).isEmpty();
    }
}
