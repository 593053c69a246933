package delivery.chaos.fault.pipeline;

import delivery.chaos.fault.AimedFault;
import delivery.chaos.fault.AnswerInWords;
import delivery.chaos.fault.Await;
import delivery.chaos.fault.EffectsInFlight;
import delivery.chaos.fault.FaultDescription;
import delivery.chaos.fault.Impact;
import delivery.chaos.fault.Proof;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.ClientTimeouts;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The only instance stands still (SIGSTOP) with a Produce under way, as a virtual machine that is moved does; when its
 * session is over, and nobody has taken its place, the Produce arrives, and it goes on.
 */
public final class PipelinePaused extends AimedFault {
    public PipelinePaused() {
        super(FaultDescription.of(
                        "pipeline-paused",
                        "The only instance is paused (SIGSTOP) with a Produce under way until its group has thrown it"
                                + " out; then the Produce arrives, and it goes on (SIGCONT).")
                .when("the process stands still past its session")
                .takesThrough(Circumstance.REBALANCED)
                .clientSettings(ClientTimeouts.longRequestTimeout())
                .clientSettings(Map.of("session.timeout.ms", "4000"))
                .strikesAt(Aim.Step.PRODUCE));
    }

    private record Paused(EffectsInFlight.Facts effects, long pid, long pausedForMs, Map<String, Object> answer)
            implements Proof {
        @Override
        public String sentence() {
            return "pid %d was paused for %d ms at %s, until its group had no member; the broker answered %s"
                    .formatted(pid, pausedForMs, effects, AnswerInWords.of(answer));
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        EffectsInFlight effects = EffectsInFlight.start(testbed, schedule.get(0));
        long pid = testbed.pipeline().pause().pid();
        Impact impact =
                effects.impact().onAllBetweenEffectAndCommit().takenUpAgain().strikesNow();
        Await.until(testbed, "the group to throw the pipeline out", () -> testbed.groupMembers() == 0);
        Map<String, Object> answer = Await.answerTo(effects.held());
        impact.takenUpAgain();
        long pausedForMs = impact.elapsedMs();
        testbed.pipeline().resume();
        effects.held().deliverResponse();
        fired.accept(effects.proven(impact, new Paused(effects.facts(), pid, pausedForMs, answer)));
    }
}
