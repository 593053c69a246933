package delivery.chaos.fault.pipeline;

import delivery.chaos.fault.AimedFault;
import delivery.chaos.fault.AnswerInWords;
import delivery.chaos.fault.Await;
import delivery.chaos.fault.FaultDescription;
import delivery.chaos.fault.Impact;
import delivery.chaos.fault.Proof;
import delivery.chaos.fault.pipeline.Fleet.Member;
import delivery.chaos.fault.pipeline.Fleet.Struck;
import delivery.chaos.network.wire.TappedRequest;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.Aim.Step;
import delivery.chaos.testbed.ClientTimeouts;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Of two instances one takes longer for a batch than {@code max.poll.interval.ms}: its client gives the group up, and
 * the other does the batch. Then the first is through with it.
 */
public final class PollIntervalExceeded extends AimedFault {
    private static final List<Step> STEPS = List.of(Step.PRODUCE);

    public PollIntervalExceeded() {
        super(FaultDescription.of(
                        "poll-interval-exceeded",
                        "Of two instances one waits for a Produce for longer than max.poll.interval.ms; when the other"
                                + " has done the same events, the Produce arrives, and the first goes on.")
                .when("a batch outlasts max.poll.interval.ms")
                .takesThrough(Circumstance.ZOMBIE, Circumstance.REBALANCED)
                .clientSettings(ClientTimeouts.longRequestTimeout())
                // A static member does not leave by itself: its session has to end, too. And as long as its
                // transaction is open, nobody is told its offsets.
                .clientSettings(Map.of(
                        "max.poll.interval.ms", "3000",
                        "session.timeout.ms", "4000",
                        "transaction.timeout.ms", "4000"))
                .inputInWaves(FleetSchedule.waves(STEPS.size()))
                .schedule(STEPS.size(), FleetSchedule.at(STEPS)));
    }

    private record Slow(
            String instance,
            TappedRequest request,
            int eventsInFlight,
            long heldForMs,
            Map<String, Set<Integer>> before,
            Map<String, Set<Integer>> after,
            Map<String, Object> answer,
            String settled)
            implements Proof {
        @Override
        public String sentence() {
            return "%s waited %d ms for the answer to %s; by then another had done its %d events (partitions %s before,"
                            .formatted(instance, heldForMs, request, eventsInFlight, before)
                    + " %s after); the broker answered %s, and it %s"
                            .formatted(after, AnswerInWords.of(answer), settled);
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        Fleet fleet = Fleet.start(testbed, 2);
        Map<String, Set<Integer>> before = fleet.assignment();
        Struck struck = fleet.await(schedule.get(0));
        Member slow = struck.member();
        Impact impact = fleet.impact(struck);
        Set<String> committed = testbed.committedEvents();
        int changes = slow.membership().changes();
        int starts = slow.instance().pipeline().starts();
        fleet.left(slow);
        fleet.awaitAssigned();
        Map<String, Set<Integer>> after = fleet.assignment();
        Set<String> anothers = new HashSet<>(impact.inFlight());
        anothers.removeAll(committed);
        Await.until(testbed, "effects of the same events to be in the log", () -> {
            testbed.effects().readOn();
            return testbed.effects().inLog().containsAll(anothers);
        });
        impact.doneByAnother(committed);
        long heldForMs = impact.elapsedMs();
        Map<String, Object> answer = Await.answerTo(struck.held());
        struck.held().deliverResponse();
        Await.until(
                testbed,
                "the slow one to end, or to join again",
                () -> slow.instance().pipeline().starts() > starts
                        || slow.membership().changes() > changes);
        String settled = slow.instance().pipeline().starts() > starts ? "ended" : "joined again";
        fired.accept(impact.proven(new Slow(
                slow.name(),
                struck.held().request(),
                impact.inFlight().size(),
                heldForMs,
                before,
                after,
                answer,
                settled)));
    }
}
