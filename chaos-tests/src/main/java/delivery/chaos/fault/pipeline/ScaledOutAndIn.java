package delivery.chaos.fault.pipeline;

import delivery.chaos.fault.AimedFault;
import delivery.chaos.fault.Await;
import delivery.chaos.fault.FaultDescription;
import delivery.chaos.fault.Impact;
import delivery.chaos.fault.Proof;
import delivery.chaos.fault.pipeline.Fleet.Member;
import delivery.chaos.fault.pipeline.Fleet.Struck;
import delivery.chaos.network.wire.TappedRequest;
import delivery.chaos.process.ChildProcess;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.Aim.Step;
import delivery.chaos.testbed.ClientTimeouts;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A second instance joins while a Produce of the first is under way, and is asked to stop (SIGTERM) while one of its
 * own is: partitions leave the first and return to it. Every member is asked before it loses any, so it excuses
 * nothing.
 */
public final class ScaledOutAndIn extends AimedFault {
    private static final List<Step> STEPS = List.of(Step.PRODUCE, Step.PRODUCE);

    public ScaledOutAndIn(GroupProtocol protocol) {
        super(FaultDescription.of(
                        "scaled-out-and-in" + protocol.suffix,
                        "A second instance joins while a Produce of the first is under way; with one of its own under"
                                + " way it is asked to stop (SIGTERM), and the first has all partitions again."
                                + protocol.sentence)
                .when("an instance joins and leaves" + protocol.when)
                .takesThrough(Circumstance.UNDISTURBED)
                .clientSettings(ClientTimeouts.longRequestTimeout())
                .clientSettings(protocol.clientSettings)
                .inputInWaves(FleetSchedule.waves(STEPS.size()))
                .schedule(STEPS.size(), FleetSchedule.at(STEPS)));
    }

    private record Changed(
            TappedRequest request,
            String joined,
            String left,
            int eventsInFlight,
            Map<String, Set<Integer>> before,
            Map<String, Set<Integer>> after)
            implements Proof {
        @Override
        public String sentence() {
            return "%s was under way when %s %s: partitions %s before, %s after"
                    .formatted(request, joined + left, left.isEmpty() ? "joined" : "was asked to stop", before, after);
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        Fleet fleet = Fleet.start(testbed, 1);
        Struck first = fleet.await(schedule.get(0));
        Impact joining = fleet.impact(first);
        Map<String, Set<Integer>> alone = fleet.assignment();
        int changes = first.member().membership().changes();
        Member second = fleet.join();
        Await.until(
                testbed,
                "the first to be told that the group changes",
                () -> first.member().membership().changes() > changes);
        first.held().passOn();
        fleet.awaitAssigned();
        Map<String, Set<Integer>> both = fleet.assignment();
        fired.accept(joining.proven(new Changed(
                first.held().request(), second.name(), "", joining.inFlight().size(), alone, both)));
        Struck last = fleet.awaitFrom(second, schedule.get(1).step());
        Impact leaving = fleet.impact(last);
        ChildProcess stopped = fleet.stop(last);
        fleet.awaitAssigned();
        String left = "%s (pid %d)".formatted(second.name(), stopped.pid());
        fired.accept(leaving.proven(
                new Changed(last.held().request(), "", left, leaving.inFlight().size(), both, fleet.assignment())));
    }
}
