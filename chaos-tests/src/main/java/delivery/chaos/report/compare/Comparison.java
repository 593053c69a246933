package delivery.chaos.report.compare;

import com.fasterxml.jackson.databind.JsonNode;
import delivery.chaos.audit.Contrast;
import delivery.contract.Expectation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What changed between two runs.
 *
 * @param before the old report
 * @param after the new one
 * @param versions of what took part, where they differ
 * @param settings of the modules, where they differ
 * @param promises that cells in both reports make otherwise
 * @param contrasts that came out otherwise
 * @param verdicts of cells, where they differ; a cell that is in one report only was not run in the other
 * @param anomalies of which another number was found, or in other strikes
 * @param costs of undisturbed cells, where they differ by half or more
 * @param load what of the times every module has in common
 * @param recoveries whose times do not overlap and differ by half or more
 * @param cells that are in both reports
 */
public record Comparison(
        ReportFile before,
        ReportFile after,
        List<ValueChange> versions,
        List<ValueChange> settings,
        List<ValueChange> promises,
        List<ValueChange> contrasts,
        List<VerdictChange> verdicts,
        List<AnomalyChange> anomalies,
        List<CostChange> costs,
        Load load,
        List<RecoveryChange> recoveries,
        int cells) {
    private static final List<String> ANOMALIES =
            List.of("lost", "duplicated", "miscounted", "reordered", "phantom", "abortedRead", "torn", "stuck");

    /** What the comparison comes to, with the exit code of the command. */
    public enum ComparisonOutcome {
        /** Every promise that was kept before is kept now. */
        KEPT(0),
        /** A promise is broken that was not broken before, or is weaker than before; or a contrast is missing. */
        PROMISE_LOST(1),
        /**
         * No promise is known to be lost, but a cell that was judged before is not judged now, or a contrast that held
         * is not checked.
         */
        UNDECIDED(3),
        /** All promises are kept, and something is otherwise than before that neither chance nor load explains. */
        CHANGED(6);

        private final int exitCode;

        ComparisonOutcome(int exitCode) {
            this.exitCode = exitCode;
        }

        public int exitCode() {
            return exitCode;
        }
    }

    /** A value that differs; empty where there is none. */
    public record ValueChange(String name, String before, String after) {}

    /** Compares two reports, whichever cells they have. */
    public static Comparison of(ReportFile before, ReportFile after) {
        Set<String> ids = new LinkedHashSet<>(before.cells().keySet());
        ids.addAll(after.cells().keySet());
        List<VerdictChange> verdicts = new ArrayList<>();
        List<AnomalyChange> anomalies = new ArrayList<>();
        List<CostChange> costs = new ArrayList<>();
        Load load = Load.of(before, after);
        List<RecoveryChange> recoveries = new ArrayList<>();
        int both = 0;
        for (String id : ids) {
            JsonNode old = before.cells().get(id);
            JsonNode now = after.cells().get(id);
            VerdictChange.of(id, old, now).ifPresent(verdicts::add);
            if (old != null && now != null) {
                both++;
                ANOMALIES.stream()
                        .filter(anomaly -> old.path(anomaly).isNumber()
                                && now.path(anomaly).isNumber())
                        .forEach(anomaly -> anomalies.add(AnomalyChange.of(id, anomaly, old, now)));
                costs.addAll(CostChange.of(id, old, now, load));
                RecoveryChange.of(id, old, now, load).ifPresent(recoveries::add);
            }
        }
        return new Comparison(
                before,
                after,
                changes(before.versions(), after.versions()),
                changes(before.settings(), after.settings()),
                changes(before.promises(), after.promises()).stream()
                        .filter(change ->
                                !change.before().isEmpty() && !change.after().isEmpty())
                        .toList(),
                changes(before.contrasts(), after.contrasts()),
                verdicts,
                AnomalyChanges.weighed(anomalies),
                costs,
                load,
                recoveries,
                both);
    }

    private static List<ValueChange> changes(Map<String, String> before, Map<String, String> after) {
        Set<String> names = new LinkedHashSet<>(before.keySet());
        names.addAll(after.keySet());
        return names.stream()
                .map(name -> new ValueChange(name, before.getOrDefault(name, ""), after.getOrDefault(name, "")))
                .filter(change -> !change.before().equals(change.after()))
                .toList();
    }

    /** Whether a promise was lost. */
    public ComparisonOutcome outcome() {
        boolean relaxed = promises.stream().anyMatch(change -> change.before().equals(Expectation.FORBIDDEN.name()));
        boolean contrastLost =
                contrasts.stream().anyMatch(change -> change.after().equals(Contrast.Status.MISSING.name()));
        if (relaxed || contrastLost || verdicts.stream().anyMatch(VerdictChange::isPromiseLost)) {
            return ComparisonOutcome.PROMISE_LOST;
        }
        boolean unchecked =
                contrasts.stream().anyMatch(change -> change.before().equals(Contrast.Status.HELD.name()));
        if (unchecked || verdicts.stream().anyMatch(VerdictChange::isNoLongerJudged)) {
            return ComparisonOutcome.UNDECIDED;
        }
        return isChanged() ? ComparisonOutcome.CHANGED : ComparisonOutcome.KEPT;
    }

    private boolean isChanged() {
        return !promises.isEmpty()
                || !costs.isEmpty()
                || contrasts.stream().anyMatch(change -> !change.before().isEmpty())
                || verdicts.stream().anyMatch(VerdictChange::isJudgedOtherwise)
                || anomalies.stream().anyMatch(AnomalyChange::isChange)
                || recoveries.stream().anyMatch(change -> !change.isLoad());
    }

    /** Whether nothing is otherwise but what took part. */
    public boolean isUnchanged() {
        return !load.isChanged()
                && List.of(promises, contrasts, verdicts, anomalies, costs, recoveries).stream()
                        .allMatch(List::isEmpty);
    }
}
