package delivery.chaos;

import delivery.chaos.audit.SecondOpinion;
import delivery.chaos.history.HistoryLine;
import delivery.chaos.run.Replan;
import delivery.chaos.scenario.PlannedHistory;
import delivery.chaos.scenario.ScenarioPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The histories that an audit judges again, one by one, each held against its verdict and against the plan that it says
 * it is a run of.
 *
 * @param events the file that the runs took their events from, where it is now
 * @param opinions in the order in which they were judged
 * @param complaints of what does not come out the same, beside the opinions; a sentence each
 * @param notes of what was not held against anything, and why; a sentence each
 */
record JudgedEvidence(
        Optional<Path> events, List<SecondOpinion> opinions, List<String> complaints, List<String> notes) {
    JudgedEvidence(Optional<Path> events) {
        this(events, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    /** Judges a history that is to be a run of a plan. */
    SecondOpinion judge(Path directory, String evidence, Optional<ScenarioPlan> plan, boolean eventsKnown)
            throws IOException {
        SecondOpinion opinion = SecondOpinion.of(directory, evidence);
        if (plan.isPresent() && opinion.cell() != null && !opinion.cell().isHistoryBroken()) {
            Optional<String> contradiction = PlannedHistory.contradiction(plan.get(), directory, eventsKnown);
            opinion = contradiction.map(opinion::refused).orElse(opinion);
        }
        opinions.add(opinion);
        return opinion;
    }

    /** Judges a history that no report names, by the command that it gives itself. */
    SecondOpinion judgeByItself(Path directory, String evidence) throws IOException {
        SecondOpinion opinion = SecondOpinion.of(directory, evidence);
        if (opinion.cell() == null || opinion.cell().isHistoryBroken()) {
            opinions.add(opinion);
            return opinion;
        }
        HistoryLine.Scenario scenario = opinion.cell().audit().scenario();
        try {
            Replan replan = Replan.of(scenario.repeat(), events);
            replan.eventsFile().ifPresent(file -> notes.add(eventsNotRebuilt(evidence, file)));
            Optional<ScenarioPlan> plan = replan.plans().stream()
                    .filter(one -> one.id().equals(opinion.cell().id()) && one.seed() == scenario.seed())
                    .findFirst();
            if (plan.isPresent()) {
                return judge(directory, evidence, plan, replan.eventsFile().isEmpty());
            }
            opinions.add(opinion.refused("by its own command '" + scenario.repeat() + "' this suite runs no "
                    + opinion.cell().id() + " with seed " + scenario.seed()));
        } catch (IllegalArgumentException unknown) {
            notes.add(NOT_COMPARABLE + evidence + ": " + unknown.getMessage());
            opinions.add(opinion);
        }
        return opinion;
    }

    /** The beginning of a note that a history could not be compared with a plan. */
    static final String NOT_COMPARABLE = "not comparable  ";

    static String eventsNotRebuilt(String where, String file) {
        return "not rebuilt  " + where + ": its events are from " + file + "; give that file by --events";
    }

    /** Whether everything came out the same. */
    boolean isSame() {
        return complaints.isEmpty() && opinions.stream().allMatch(SecondOpinion::isSame);
    }

    /** Whether every history could be held against a plan. */
    boolean isComparable() {
        return notes.stream().noneMatch(note -> note.startsWith(NOT_COMPARABLE));
    }
}
