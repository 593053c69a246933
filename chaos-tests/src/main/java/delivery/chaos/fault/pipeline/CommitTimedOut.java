package delivery.chaos.fault.pipeline;

import delivery.chaos.fault.AimedFault;
import delivery.chaos.fault.Await;
import delivery.chaos.fault.FaultDescription;
import delivery.chaos.fault.Impact;
import delivery.chaos.fault.Proof;
import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.network.wire.TappedRequest;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.Aim.Step;
import delivery.chaos.testbed.ClientTimeouts;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A commit of offsets takes longer than its client waits for it: the pipeline has to decide what an unknown outcome
 * means. One that goes on without it is killed when its next effects are in the log.
 */
public final class CommitTimedOut extends AimedFault {
    public CommitTimedOut() {
        super(FaultDescription.of(
                        "commit-timed-out",
                        "A commit of offsets is held for longer than default.api.timeout.ms, and never arrives; a"
                                + " pipeline that goes on without it is killed (SIGKILL) when its next effects are in"
                                + " the log.")
                .when("a commit outlasts its timeout")
                .takesThrough(Circumstance.REQUEST_LOST, Circumstance.PIPELINE_RESTARTED)
                // In a transaction the end of it decides: see transaction-timed-out.
                .concerns(guarantee -> !guarantee.readsCommitted())
                .clientSettings(ClientTimeouts.longRequestTimeout())
                // Streams has an admin client that wants this to be the longer one.
                .clientSettings(Map.of("default.api.timeout.ms", "4000", "admin.default.api.timeout.ms", "60000"))
                .strikesAt(Step.COMMIT));
    }

    private record GivenUp(
            TappedRequest request,
            Map<Integer, Long> offsets,
            int eventsInFlight,
            long givenUpAfterMs,
            Optional<Long> killedPid)
            implements Proof {
        @Override
        public String sentence() {
            return "%s never arrived; after %d ms the pipeline %s"
                    .formatted(
                            request,
                            givenUpAfterMs,
                            killedPid
                                    .map(pid -> "had gone on without it, and pid " + pid + " was killed")
                                    .orElse("had given it up, and ended"));
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        HeldRequest held = Await.start(testbed, schedule.get(0));
        Impact impact = Impact.now(testbed).on(testbed.eventsOf(held.request())).commitUnanswered();
        int starts = testbed.pipeline().starts();
        Hold next = testbed.holdNextCarriedOut(Step.PRODUCE);
        Optional<HeldRequest> wentOn = Await.caughtUnless(
                testbed,
                next,
                "the pipeline to end, or to go on",
                () -> testbed.pipeline().starts() > starts);
        long givenUpAfterMs = impact.elapsedMs();
        Optional<Long> killed =
                wentOn.isPresent() ? Optional.of(testbed.pipeline().kill().pid()) : Optional.empty();
        held.discard();
        wentOn.ifPresent(HeldRequest::cut);
        impact.onAllBetweenEffectAndCommit().takenUpAgain();
        testbed.link().tap().cancelHolds();
        if (killed.isPresent()) {
            testbed.pipeline().start();
        }
        fired.accept(impact.proven(new GivenUp(
                held.request(),
                testbed.requests().offsetsToCommit(held.request()),
                impact.inFlight().size(),
                givenUpAfterMs,
                killed)));
    }
}
