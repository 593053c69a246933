package delivery.chaos.fault.pipeline;

import delivery.chaos.fault.AimedFault;
import delivery.chaos.fault.Await;
import delivery.chaos.fault.FaultDescription;
import delivery.chaos.fault.Impact;
import delivery.chaos.fault.Proof;
import delivery.chaos.fault.Quiescence;
import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.network.wire.TappedRequest;
import delivery.chaos.process.ChildProcess;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.ClientTimeouts;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * SIGTERM to a pipeline that has not come to its first event yet, at each step of joining its group: a deployment that
 * is taken back, or a liveness probe without patience.
 */
public final class StoppedStarting extends AimedFault {
    private static final List<ApiKeys> STEPS = List.of(
            ApiKeys.FIND_COORDINATOR, ApiKeys.JOIN_GROUP, ApiKeys.SYNC_GROUP, ApiKeys.OFFSET_FETCH, ApiKeys.FETCH);

    public StoppedStarting() {
        super(FaultDescription.of(
                        "stopped-starting",
                        "The pipeline is asked to stop (SIGTERM) at each step of its start: with its first "
                                + STEPS.stream().map(step -> step.name).collect(Collectors.joining(", "))
                                + " under way, which goes on; then it is started again.")
                .when("the process is stopped as it starts")
                .takesThrough(Circumstance.UNDISTURBED)
                .clientSettings(ClientTimeouts.longRequestTimeout())
                .schedule(STEPS.size(), (random, events) -> List.of()));
    }

    private record Stopped(TappedRequest request, long pid, int exitCode, long endedAfterMs) implements Proof {
        @Override
        public String sentence() {
            return "pid %d was sent SIGTERM at its first %s, which then went on, and ended %d ms later (exit code %d)"
                    .formatted(pid, request, endedAfterMs, exitCode);
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        for (ApiKeys step : STEPS) {
            Hold trap = testbed.link().tap().hold(request -> request.apiKey() == step);
            testbed.pipeline().start();
            HeldRequest held = Await.caughtUnless(testbed, trap, "its first " + step.name, () -> false)
                    .orElseThrow();
            Impact impact = Impact.now(testbed).onAllBetweenEffectAndCommit().takenUpAgain();
            testbed.pipeline().requestStop();
            Quiescence.await(testbed, held);
            held.passOn();
            ChildProcess stopped = Fleet.stopped(testbed.instances().first());
            fired.accept(
                    impact.proven(new Stopped(held.request(), stopped.pid(), stopped.exitCode(), impact.elapsedMs())));
        }
        testbed.pipeline().start();
    }
}
