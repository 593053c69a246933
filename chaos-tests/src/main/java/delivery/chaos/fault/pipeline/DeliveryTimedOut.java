package delivery.chaos.fault.pipeline;

import delivery.chaos.fault.AimedFault;
import delivery.chaos.fault.Await;
import delivery.chaos.fault.EffectsInFlight;
import delivery.chaos.fault.FaultDescription;
import delivery.chaos.fault.Impact;
import delivery.chaos.fault.Proof;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.Aim.Step;
import delivery.chaos.testbed.ClientTimeouts;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Anomaly;
import delivery.contract.Circumstance;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The leader has the effects, and no answer to their producer arrives within {@code delivery.timeout.ms}: the send has
 * failed for good, as far as the producer knows, and the application does the batch again.
 */
public final class DeliveryTimedOut extends AimedFault {
    public DeliveryTimedOut() {
        super(FaultDescription.of(
                        "delivery-timed-out",
                        "A Produce is carried out and its answer lost, and so are all Produces after it, before they"
                                + " reach a broker, until delivery.timeout.ms is over and the pipeline gives the batch"
                                + " up.")
                .when("an acknowledgement outlasts delivery.timeout.ms")
                .takesThrough(Circumstance.ACK_LOST, Circumstance.PIPELINE_RESTARTED)
                // Whoever may lose what is not acknowledged sends it once.
                .concerns(guarantee -> guarantee.forbids(Anomaly.LOST, Circumstance.ACK_LOST))
                .clientSettings(ClientTimeouts.shortRequestTimeout())
                .clientSettings(Map.of("delivery.timeout.ms", "4000"))
                .strikesAt(Step.PRODUCE));
    }

    private record GivenUp(
            EffectsInFlight.Facts effects,
            Map<String, Long> baseOffsets,
            int requestsLost,
            long givenUpAfterMs,
            boolean endedByItself)
            implements Proof {
        @Override
        public String sentence() {
            return "%s stand at %s, unanswered, and %d Produces after it were lost; after %d ms the pipeline %s"
                    .formatted(
                            effects,
                            baseOffsets,
                            requestsLost,
                            givenUpAfterMs,
                            endedByItself ? "had ended" : "aborted its transaction");
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        EffectsInFlight effects = EffectsInFlight.start(testbed, schedule.get(0));
        Impact impact = effects.impact();
        Await.answerTo(effects.held());
        Map<String, Long> baseOffsets = effects.awaitInLog();
        if (baseOffsets.isEmpty()) {
            throw new NotFiredException("the effects of " + effects.request() + " do not stand in the log");
        }
        impact.onAllBetweenEffectAndCommit().unanswered();
        int starts = testbed.pipeline().starts();
        AbortAsked abort = new AbortAsked();
        testbed.link().tap().tell(abort);
        int lost = Await.loseAllUntil(
                testbed,
                request -> !testbed.requests().effects(request).isEmpty(),
                "the pipeline to give the batch up",
                () -> testbed.pipeline().starts() > starts || abort.isAsked());
        GivenUp proof = new GivenUp(
                effects.facts(),
                baseOffsets,
                lost,
                impact.elapsedMs(),
                testbed.pipeline().starts() > starts);
        effects.held().cut();
        testbed.link().tap().cancelHolds();
        fired.accept(effects.proven(impact.takenUpAgain(), proof));
    }
}
