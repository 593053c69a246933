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
 * @param rates whose intervals do not overlap, and counts that have no rate and went from none to some or back
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
        List<RateChange> rates,
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
        /** No promise is known to be lost, but a cell that was judged before is not judged now. */
        UNDECIDED(3);

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
        List<RateChange> rates = new ArrayList<>();
        List<RecoveryChange> recoveries = new ArrayList<>();
        int both = 0;
        for (String id : ids) {
            JsonNode old = before.cells().get(id);
            JsonNode now = after.cells().get(id);
            VerdictChange.of(id, old, now).ifPresent(verdicts::add);
            if (old != null && now != null) {
                both++;
                ANOMALIES.forEach(
                        anomaly -> RateChange.of(id, anomaly, old, now).ifPresent(rates::add));
                RecoveryChange.of(id, old, now).ifPresent(recoveries::add);
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
                rates,
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
        return verdicts.stream().anyMatch(VerdictChange::isNoLongerJudged)
                ? ComparisonOutcome.UNDECIDED
                : ComparisonOutcome.KEPT;
    }

    /** Whether nothing changed but what took part. */
    public boolean isUnchanged() {
        return List.of(promises, contrasts, verdicts, rates, recoveries).stream()
                .allMatch(List::isEmpty);
    }
}
