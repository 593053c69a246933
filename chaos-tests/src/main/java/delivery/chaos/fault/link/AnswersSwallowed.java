package delivery.chaos.fault.link;

import delivery.chaos.fault.AimedFault;
import delivery.chaos.fault.Await;
import delivery.chaos.fault.FaultDescription;
import delivery.chaos.fault.Impact;
import delivery.chaos.fault.Proof;
import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.HeldRequest.ConnectionEnd;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.network.wire.TappedRequest;
import delivery.chaos.process.MachineLoad;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.Aim.Step;
import delivery.chaos.testbed.ClientTimeouts;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A broker carries a request out and its answer never comes, over a connection that stays open: nothing tells the
 * pipeline so but its own request timeout. Once each at a Produce, a commit of offsets and the end of a cycle.
 */
public final class AnswersSwallowed extends AimedFault {
    private static final Duration GIVEN_UP_DEADLINE = ClientTimeouts.REQUEST_TIMEOUT.multipliedBy(10);

    public AnswersSwallowed() {
        super(FaultDescription.of(
                        "answers-swallowed",
                        "The answers to a Produce, to a commit of offsets, and to the EndTxn or commit of offsets that "
                                + "ends a cycle never come, over connections that stay open; the pipeline gives each"
                                + " up after " + ClientTimeouts.REQUEST_TIMEOUT.toMillis() + " ms.")
                .when("answers never come")
                .takesThrough(Circumstance.ACK_LOST)
                .clientSettings(ClientTimeouts.shortRequestTimeout())
                // Streams goes on with what it has fetched until its next commit, at 100 ms: with all of it.
                .clientSettings(Map.of("commit.interval.ms", "10"))
                .strikesAt(Step.PRODUCE, Step.COMMIT, Step.END_OF_CYCLE));
    }

    private record Swallowed(
            TappedRequest request, Map<String, Object> answer, long openForMs, ConnectionEnd connectionEnd)
            implements Proof {
        @Override
        public String sentence() {
            return "%s was carried out; its answer never came, and after %d ms the pipeline gave the connection up (%s)"
                    .formatted(request, openForMs, connectionEnd);
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        Hold trap = testbed.holdCarriedOut(schedule.get(0));
        testbed.pipeline().start();
        for (int strike = 0; strike < firings(); strike++) {
            HeldRequest held = Await.caught(testbed, trap, schedule.get(strike).step());
            Impact impact = Impact.now(testbed)
                    .on(testbed.eventsOf(held.request()))
                    .on(testbed.lastEventsToCommit(held.request()))
                    .unanswered()
                    .strikesNow();
            // Before the pipeline goes on: it is fast.
            trap = strike + 1 < firings() ? testbed.holdCarriedOut(schedule.get(strike + 1)) : trap;
            ConnectionEnd end = awaitGivenUp(held);
            fired.accept(impact.proven(
                    new Swallowed(held.request(), held.answer(), held.age().toMillis(), end)));
        }
    }

    private static ConnectionEnd awaitGivenUp(HeldRequest held) throws InterruptedException, NotFiredException {
        try {
            return held.awaitUnanswered(MachineLoad.scaled(GIVEN_UP_DEADLINE));
        } catch (TimeoutException patient) {
            throw new NotFiredException("the pipeline did not give up on " + held.request(), patient);
        }
    }
}
