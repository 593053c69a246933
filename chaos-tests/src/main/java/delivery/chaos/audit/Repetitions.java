package delivery.chaos.audit;

import delivery.chaos.history.Sha256;
import delivery.contract.Anomaly;
import delivery.contract.Expectation;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Sums up the runs of one cell under several seeds: counts of those that were judged are added, the worst verdict is
 * the cell's, and its reason has the tally of all.
 */
public final class Repetitions {
    /** A run whose harness failed says nothing of the pipeline, and hides nothing that others found of it. */
    public static final List<Verdict> WORST_FIRST = List.of(
            Verdict.FAIL,
            Verdict.CONTRACT_BROKEN,
            Verdict.HARNESS_ERROR,
            Verdict.INCONCLUSIVE,
            Verdict.NOT_EXERCISED,
            Verdict.PASS);

    private final List<Cell> runs;
    /** Those that say something in numbers. */
    private final List<Cell> judged;

    private final Cell first;

    private Repetitions(List<Cell> runs) {
        this.runs = List.copyOf(runs);
        this.judged = runs.stream().filter(Cell::isAudited).toList();
        this.first = judged.isEmpty() ? runs.get(0) : judged.get(0);
    }

    /**
     * The cell that stands for several runs.
     *
     * @param runs of the same module and fault, at least one
     * @param evidence path of the directory that holds those of the runs
     * @return a cell whose audit has the sums of the runs that say something in numbers, and none if none does; whose
     *     {@code evidenceSha256} is that of all runs' ones, a line each
     */
    public static Cell sum(List<Cell> runs, String evidence) {
        return new Repetitions(runs).sum(evidence);
    }

    private Cell sum(String evidence) {
        Cell worst = runs.stream()
                .min(Comparator.comparing(run -> WORST_FIRST.indexOf(run.verdict())))
                .orElseThrow();
        String reason = String.format(
                Locale.ROOT,
                "%s of %d runs; run %d (seed %d): %s",
                tally(),
                runs.size(),
                runs.indexOf(worst) + 1,
                worst.audit().scenario().seed(),
                worst.reason());
        return new Cell(
                judged.isEmpty() ? AuditSum.of(runs, first).withoutFindings() : AuditSum.of(runs, first),
                expectations(),
                worst.verdict(),
                reason,
                first.notShown().stream()
                        .filter(anomaly ->
                                judged.stream().allMatch(run -> run.notShown().contains(anomaly)))
                        .toList(),
                evidence,
                Sha256.ofDigests(runs.stream().map(Cell::evidenceSha256).toList()),
                runs);
    }

    /** {@code 2 fail, 1 inconclusive, 47 pass}. */
    private String tally() {
        return WORST_FIRST.stream()
                .filter(verdict -> count(verdict) > 0)
                .map(verdict -> count(verdict) + " " + verdict.label())
                .collect(Collectors.joining(", "));
    }

    private long count(Verdict verdict) {
        return runs.stream().filter(run -> run.verdict() == verdict).count();
    }

    /**
     * Where somebody's interference relaxed the promise in one run, in that run only was it relaxed: the mildest is
     * shown.
     */
    private Map<Anomaly, Expectation> expectations() {
        Map<Anomaly, Expectation> expectations = new EnumMap<>(Anomaly.class);
        for (Cell run : runs) {
            run.expectations()
                    .forEach((anomaly, expected) -> expectations.merge(
                            anomaly, expected, (one, other) -> one == Expectation.FORBIDDEN ? other : one));
        }
        return expectations;
    }
}
