package delivery.chaos.fault.pipeline;

import delivery.chaos.fault.AimedFault;
import delivery.chaos.fault.Ended;
import delivery.chaos.fault.FaultDescription;
import delivery.chaos.fault.Impact;
import delivery.chaos.fault.Proof;
import delivery.chaos.fault.pipeline.Fleet.Struck;
import delivery.chaos.network.wire.TappedRequest;
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
 * Of three instances one is killed (SIGKILL) in the middle of a batch while the others go on; they take its partitions
 * over when its session has expired, and it is started again.
 */
public final class InstanceKilled extends AimedFault {
    private static final int INSTANCES = 3;
    private static final List<Step> STEPS = List.of(Step.PRODUCE, Step.END_OF_CYCLE);

    public InstanceKilled(GroupProtocol protocol) {
        super(FaultDescription.of(
                        "instance-killed" + protocol.suffix,
                        "Of three instances one is killed (SIGKILL) at a Produce and one at the request that ends its"
                                + " cycle, neither of which is sent; each is started again when the others have its"
                                + " partitions." + protocol.sentence)
                .when("one of three instances is killed" + protocol.when)
                .takesThrough(Circumstance.PIPELINE_RESTARTED, Circumstance.REBALANCED)
                .clientSettings(ClientTimeouts.longRequestTimeout())
                .clientSettings(Map.of("session.timeout.ms", "4000"))
                .clientSettings(protocol.clientSettings)
                .inputInWaves(FleetSchedule.waves(STEPS.size()))
                .schedule(STEPS.size(), FleetSchedule.at(STEPS)));
    }

    private record Killed(
            String instance,
            Ended ended,
            TappedRequest request,
            int eventsInFlight,
            long takenOverAfterMs,
            int eventsOfOthersMeanwhile,
            Map<String, Set<Integer>> before,
            Map<String, Set<Integer>> after)
            implements Proof {
        @Override
        public String sentence() {
            return "%s, %s, at %s, which was never sent; the others, with %d new events meanwhile, had its partitions"
                            .formatted(instance, ended, request, eventsOfOthersMeanwhile)
                    + " %d ms later: %s before, %s after".formatted(takenOverAfterMs, before, after);
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        Fleet fleet = Fleet.start(testbed, INSTANCES);
        for (Aim due : schedule) {
            Map<String, Set<Integer>> before = fleet.assignment();
            Struck struck = fleet.await(due);
            Ended ended = Ended.of(struck.member().instance().pipeline().kill());
            int sent = testbed.traffic().eventsSent();
            struck.held().discard();
            Impact impact = fleet.impact(struck);
            fleet.left(struck.member());
            fleet.awaitAssigned();
            Killed proof = new Killed(
                    struck.member().name(),
                    ended,
                    struck.held().request(),
                    impact.inFlight().size(),
                    impact.elapsedMs(),
                    testbed.traffic().eventsSent() - sent,
                    before,
                    fleet.assignment());
            fleet.start(struck.member());
            fleet.awaitAssigned();
            fired.accept(impact.on(testbed.traffic().takeUnanswered()).proven(proof));
        }
    }
}
