package delivery.chaos.fault.pipeline;

import delivery.chaos.fault.AimedFault;
import delivery.chaos.fault.AnswerInWords;
import delivery.chaos.fault.EffectsInFlight;
import delivery.chaos.fault.FaultDescription;
import delivery.chaos.fault.Impact;
import delivery.chaos.fault.Proof;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.SentEffects;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The pipeline is stopped (SIGSTOP) while a Produce of its is under way; a replacement with the same instance id
 * takes its partitions over and produces; then the Produce arrives and the pipeline wakes up (SIGCONT), not knowing
 * that its time is over.
 */
public final class Zombie extends AimedFault {
    public Zombie() {
        super(FaultDescription.of(
                        "zombie",
                        "The pipeline is paused (SIGSTOP) with a Produce under way; when a replacement with the same "
                                + "instance id has done all that is left, the Produce arrives and the pipeline wakes "
                                + "up (SIGCONT).")
                .when("the process stalls and is replaced")
                .takesThrough(Circumstance.ZOMBIE)
                .strikesAt(Aim.Step.PRODUCE));
    }

    private record WokenUp(
            EffectsInFlight.Facts effects,
            Replacement.ReplacementFacts second,
            long pid,
            long pausedForMs,
            Map<String, Object> answer,
            String zombie)
            implements Proof {
        @Override
        public String sentence() {
            return ("pid %d was paused at %s and woke up after %s had done all that was left; the broker answered %s, "
                            + "and it %s")
                    .formatted(pid, effects, second.replacement(), AnswerInWords.of(answer), zombie);
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        SentEffects sentByFirst = SentEffects.ofFirst(testbed);
        EffectsInFlight effects = EffectsInFlight.start(testbed, schedule.get(0));
        long pid = testbed.pipeline().pause().pid();
        Set<String> committed = testbed.committedEvents();
        Impact impact = Impact.now(testbed)
                .onAllBetweenEffectAndCommit()
                .on(effects.eventIds())
                .takenUpAgain()
                .strikesNow();
        Replacement replacement = Replacement.ofFirst(testbed);
        replacement.awaitAssigned();
        // All that is left, and not the first effects alone: where the late ones stand among the others, and so which
        // counts end a page, would be a matter of who is faster.
        replacement.awaitEffectsOf(testbed.events().where((id, position) -> !committed.contains(id)));
        long pausedForMs = impact.elapsedMs();
        impact.doneByAnother(committed);
        Map<String, Object> answer = replacement.arriveLate(effects.held());
        testbed.pipeline().resume();
        String did = replacement.awaitFirstSettled();
        fired.accept(impact.on(sentByFirst.without(committed))
                .proven(new WokenUp(effects.facts(), replacement.facts(), pid, pausedForMs, answer, did)));
    }
}
