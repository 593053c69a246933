package delivery.chaos.fault.pipeline;

import delivery.chaos.fault.AimedFault;
import delivery.chaos.fault.FaultDescription;
import delivery.chaos.fault.Impact;
import delivery.chaos.fault.Proof;
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
 * Three instances are asked to stop (SIGTERM), one after the other, each in the middle of a batch, and started again
 * when the others have its partitions. Nothing breaks, so it excuses nothing.
 */
public final class RollingDeploy extends AimedFault {
    private static final int INSTANCES = 3;
    private static final List<Step> STEPS = List.of(Step.PRODUCE, Step.COMMIT, Step.END_OF_CYCLE);

    public RollingDeploy(GroupProtocol protocol) {
        super(FaultDescription.of(
                        "rolling-deploy" + protocol.suffix,
                        "Of three instances one after the other is asked to stop (SIGTERM): with a Produce under way, a"
                                + " commit of offsets, and the request that ends a cycle; each is started again when"
                                + " the others have its partitions." + protocol.sentence)
                .when("three instances are deployed in turn" + protocol.when)
                .takesThrough(Circumstance.UNDISTURBED)
                .clientSettings(ClientTimeouts.longRequestTimeout())
                .clientSettings(protocol.clientSettings)
                .inputInWaves(FleetSchedule.waves(STEPS.size()))
                .schedule(STEPS.size(), FleetSchedule.at(STEPS)));
    }

    private record Deployed(
            String instance,
            long pid,
            int exitCode,
            Step step,
            TappedRequest request,
            int eventsInFlight,
            long endedAfterMs,
            Map<String, Set<Integer>> before,
            Map<String, Set<Integer>> meanwhile,
            Map<String, Set<Integer>> after)
            implements Proof {
        @Override
        public String sentence() {
            return "%s (pid %d) was sent SIGTERM at %s, which then went on, and ended %d ms later (exit code %d);"
                            .formatted(instance, pid, request, endedAfterMs, exitCode)
                    + " partitions %s before, %s meanwhile, %s after".formatted(before, meanwhile, after);
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        Fleet fleet = Fleet.start(testbed, INSTANCES);
        for (Aim due : schedule) {
            Map<String, Set<Integer>> before = fleet.assignment();
            Struck struck = fleet.await(due);
            Impact impact = fleet.impact(struck).strikesNow();
            ChildProcess stopped = fleet.stop(struck);
            long endedAfterMs = impact.elapsedMs();
            fleet.awaitAssigned();
            Map<String, Set<Integer>> meanwhile = fleet.assignment();
            fleet.start(struck.member());
            fleet.awaitAssigned();
            fired.accept(impact.proven(new Deployed(
                    struck.member().name(),
                    stopped.pid(),
                    stopped.exitCode(),
                    due.step(),
                    struck.held().request(),
                    impact.inFlight().size(),
                    endedAfterMs,
                    before,
                    meanwhile,
                    fleet.assignment())));
        }
    }
}
