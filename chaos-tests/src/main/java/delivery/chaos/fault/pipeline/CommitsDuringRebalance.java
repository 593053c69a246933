package delivery.chaos.fault.pipeline;

import delivery.chaos.fault.AimedFault;
import delivery.chaos.fault.Await;
import delivery.chaos.fault.FaultDescription;
import delivery.chaos.fault.Impact;
import delivery.chaos.fault.Proof;
import delivery.chaos.fault.Quiescence;
import delivery.chaos.fault.pipeline.Fleet.Member;
import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.network.wire.TappedRequest;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.ClientTimeouts;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Anomaly;
import delivery.contract.Circumstance;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * A second instance joins, and the first is on its way to join again when its next events come. Under a cooperative
 * assignor it keeps its partitions meanwhile, and does them; but no commit is taken before the rebalance is over.
 * Nothing breaks, so it excuses nothing.
 */
public final class CommitsDuringRebalance extends AimedFault {
    public CommitsDuringRebalance() {
        super(FaultDescription.of(
                        "commits-during-rebalance",
                        "A second instance joins, and the JoinGroup by which the first joins again is held until it has"
                                + " done all events that are left: its commits fall into the rebalance."
                                + GroupProtocol.COOPERATIVE.sentence)
                .when("commits fall into a cooperative rebalance")
                .takesThrough(Circumstance.UNDISTURBED)
                // Offsets in a transaction are taken meanwhile, and whoever commits first does nothing yet.
                .concerns(guarantee -> guarantee.forbids(Anomaly.LOST, Circumstance.PIPELINE_RESTARTED)
                        && !guarantee.forbids(Anomaly.DUPLICATED, Circumstance.PIPELINE_RESTARTED))
                .clientSettings(ClientTimeouts.longRequestTimeout())
                .clientSettings(GroupProtocol.COOPERATIVE.clientSettings)
                .inputInWaves(FleetSchedule.waves(1))
                .schedule(1, (random, events) -> List.of()));
    }

    private record Rebalanced(
            String joined,
            TappedRequest request,
            int eventsDone,
            long heldForMs,
            Map<String, Set<Integer>> before,
            Map<String, Set<Integer>> after)
            implements Proof {
        @Override
        public String sentence() {
            return "%s joined, and %s was held for %d ms: the effects of %d events were in the log, not committed;"
                            .formatted(joined, request, heldForMs, eventsDone)
                    + " partitions %s before, %s after".formatted(before, after);
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        Fleet fleet = Fleet.start(testbed, 1);
        Map<String, Set<Integer>> alone = fleet.assignment();
        Await.until(
                testbed,
                "the first wave to be committed",
                () -> testbed.committedEvents().size() == testbed.feed().begun());
        Hold trap = testbed.link().tap().hold(request -> request.apiKey() == ApiKeys.JOIN_GROUP);
        Member second = fleet.join();
        HeldRequest held = Await.caughtUnless(testbed, trap, "the first to join again", () -> false)
                .orElseThrow();
        testbed.feed().writeOneMore();
        Set<String> all = testbed.events().where((id, position) -> true);
        Await.until(testbed, "the effects of all events that are left", () -> {
            testbed.store().readOn();
            return testbed.store().inLog().containsAll(all);
        });
        // What it does after the last acknowledgement, too: it has come to its commit.
        Quiescence.await(testbed, held);
        Impact impact = Impact.now(testbed).onAllBetweenEffectAndCommit().takenUpAgain();
        long heldForMs = held.age().toMillis();
        held.passOn();
        fleet.awaitAssigned();
        fired.accept(impact.proven(new Rebalanced(
                second.name(), held.request(), impact.inFlight().size(), heldForMs, alone, fleet.assignment())));
    }
}
