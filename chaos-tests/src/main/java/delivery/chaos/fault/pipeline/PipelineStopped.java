package delivery.chaos.fault.pipeline;

import delivery.chaos.fault.AimedFault;
import delivery.chaos.fault.Await;
import delivery.chaos.fault.FaultDescription;
import delivery.chaos.fault.Impact;
import delivery.chaos.fault.Proof;
import delivery.chaos.fault.Quiescence;
import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.TappedRequest;
import delivery.chaos.process.ChildProcess;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.Aim.Step;
import delivery.chaos.testbed.ClientTimeouts;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * SIGTERM to the pipeline in the middle of a cycle: a request of it is held, and goes on once the signal was sent.
 * A deployment does the same. Nothing breaks, so it excuses nothing.
 */
public final class PipelineStopped extends AimedFault {
    public PipelineStopped() {
        super(FaultDescription.of(
                        "pipeline-stopped",
                        "Three times the pipeline is asked to stop (SIGTERM) with a Produce, or the request that ends "
                                + "its cycle, under way, which goes on; it is started again when it has ended.")
                .when("the process is stopped cleanly")
                .takesThrough(Circumstance.UNDISTURBED)
                // Streams goes on with what it has fetched until its next commit: at 100 ms, with all that two more
                // stops need.
                .clientSettings(Map.of("commit.interval.ms", "10"))
                .clientSettings(ClientTimeouts.longRequestTimeout())
                // The order matters: a transaction of Streams covers a good part of the input.
                .strikesAt(Step.PRODUCE, Step.PRODUCE, Step.END_OF_CYCLE));
    }

    private record Stopped(
            long pid, int exitCode, Step step, TappedRequest request, int eventsInFlight, long endedAfterMs)
            implements Proof {
        @Override
        public String sentence() {
            return "pid %d was sent SIGTERM at %s, which then went on, and ended %d ms later (exit code %d)"
                    .formatted(pid, request, endedAfterMs, exitCode);
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        for (Aim due : schedule) {
            HeldRequest held = Await.start(testbed, testbed.holdNewOrAgain(due), due.step());
            fired.accept(stop(testbed, held, due.step()));
        }
        testbed.pipeline().start();
    }

    private static Firing stop(Testbed testbed, HeldRequest held, Step step) throws Exception {
        Impact impact = Impact.now(testbed)
                .onAllBetweenEffectAndCommit()
                .on(testbed.eventsOf(held.request()))
                .takenUpAgain()
                .strikesNow();
        testbed.pipeline().requestStop();
        // Until it has taken notice of the signal, before it can be through with what it is at.
        Quiescence.await(testbed, held);
        held.passOn();
        ChildProcess stopped = testbed.pipeline().stop().orElseThrow();
        int inFlight = impact.inFlight().size();
        return impact.endsConnections()
                .proven(new Stopped(
                        stopped.pid(), stopped.exitCode(), step, held.request(), inFlight, impact.elapsedMs()));
    }
}
