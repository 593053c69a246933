package delivery.chaos.fault.link;

import delivery.chaos.fault.AimedFault;
import delivery.chaos.fault.Await;
import delivery.chaos.fault.EffectsInFlight;
import delivery.chaos.fault.FaultDescription;
import delivery.chaos.fault.Impact;
import delivery.chaos.fault.Proof;
import delivery.chaos.fault.Quiescence;
import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.Aim.Step;
import delivery.chaos.testbed.ClientTimeouts;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A connection ends while the first Produce of a batch is under way and everything that the pipeline sends after it:
 * none of it has reached the broker, and all of it is to be sent again.
 */
public final class ProducesCut extends AimedFault {
    public ProducesCut() {
        super(FaultDescription.of(
                        "produces-cut",
                        "Three times a connection ends with the first Produce after a commit of offsets, and all that "
                                + "was sent after it, on its way to the broker.")
                .when("a connection ends with writes under way")
                .takesThrough(Circumstance.REQUEST_LOST)
                // Small batches that are sent at once: else the effects of a poll are one request, and none follows.
                .clientSettings(Map.of("batch.size", "4096", "linger.ms", "0"))
                // Streams goes on with what it has fetched until its next commit: at 100 ms, with all that two more
                // cuts need.
                .clientSettings(Map.of("commit.interval.ms", "10"))
                .clientSettings(ClientTimeouts.longRequestTimeout())
                .schedule(3, (random, events) -> Aim.early(random, events, Step.COMMIT)));
    }

    private record Cut(EffectsInFlight.Facts effects, long heldForMs) implements Proof {
        @Override
        public String sentence() {
            return effects + " and all after it never reached the broker; its connection ended";
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        Hold commit = testbed.hold(schedule.get(0));
        testbed.pipeline().start();
        for (int strike = 1; strike <= firings(); strike++) {
            HeldRequest committing = Await.caught(testbed, commit, Step.COMMIT);
            Hold trap = testbed.holdNext(Step.PRODUCE);
            committing.passOn();
            EffectsInFlight effects = EffectsInFlight.await(testbed, trap);
            commit = testbed.holdNext(Step.COMMIT);
            fired.accept(cut(testbed, effects));
        }
    }

    private static Firing cut(Testbed testbed, EffectsInFlight effects) throws Exception {
        // What it will send without an answer stands after the held request by then.
        Quiescence.await(testbed, effects.held());
        effects.requireAbsentFromLog();
        // Those after it in the socket too: of a pipeline that commits first, they are committed and stand nowhere.
        Impact impact =
                effects.impact().onAllBetweenEffectAndCommit().unanswered().strikesNow();
        effects.held().discard();
        return effects.proven(
                impact, new Cut(effects.facts(), effects.held().age().toMillis()));
    }
}
