package delivery.chaos.report;

import delivery.chaos.audit.Cell;
import delivery.chaos.audit.Verdict;
import delivery.contract.Anomaly;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a run found, in one sentence: the first thing that its reader sees. */
final class Headline {
    private static final int NAMED_MAX = 3;

    private static final Map<Anomaly, String> AVOIDED = new EnumMap<>(Map.of(
            Anomaly.LOST, "lost nothing",
            Anomaly.DUPLICATED, "duplicated nothing",
            Anomaly.MISCOUNTED, "counted every page right"));

    private final Matrix matrix;
    private final List<Cell> cells;

    private Headline(Matrix matrix) {
        this.matrix = matrix;
        this.cells = matrix.cells();
    }

    /** The sentence, without a full stop. A broken promise goes before everything else, then what was not judged. */
    static String of(Matrix matrix) {
        return new Headline(matrix).sentence();
    }

    /**
     * The same of the run that the matrix is of: of one that is not finished, that it is not, and of one of sabotages,
     * how many of those did what they are meant to.
     */
    static String of(Run run, Matrix matrix) {
        String sentence = run.isTrial() ? new Headline(matrix).ofTrial(run) : of(matrix);
        return run.missing().isEmpty() || matrix.cells().isEmpty() ? sentence : "Unfinished: " + sentence;
    }

    private String ofTrial(Run run) {
        return count(run::isPlanted, cell -> cell.verdict() != Verdict.PASS)
                + " pipelines with a planted bug broke their promise, as they are meant to; the correct ones kept"
                + " theirs in "
                + count(cell -> !run.isPlanted(cell), cell -> cell.verdict() == Verdict.PASS)
                + " cells";
    }

    private String count(Predicate<Cell> which, Predicate<Cell> what) {
        List<Cell> all = cells.stream().filter(which).toList();
        return all.stream().filter(what).count() + " of " + all.size();
    }

    private String sentence() {
        if (cells.isEmpty()) {
            return "No cell of this run is finished";
        }
        List<Cell> broken = with(Verdict.FAIL);
        if (!broken.isEmpty()) {
            return (cells.size() == 1
                            ? "The promise was broken"
                            : broken.size() + " of " + cells.size() + " cells broke their promise")
                    + ": " + named(broken);
        }
        List<Cell> notPassed = matrix.notPassed();
        if (!notPassed.isEmpty()) {
            return (cells.size() == 1
                            ? "The cell was not judged"
                            : notPassed.size() + " of " + cells.size() + " cells were not judged")
                    + ": " + named(notPassed);
        }
        return cells.size() == 1 ? ofOne(cells.get(0)) : ofKept();
    }

    private List<Cell> with(Verdict verdict) {
        return cells.stream().filter(cell -> cell.verdict() == verdict).toList();
    }

    private static String named(List<Cell> some) {
        return some.stream().limit(NAMED_MAX).map(Cell::id).collect(Collectors.joining(", "))
                + (some.size() > NAMED_MAX ? " and " + (some.size() - NAMED_MAX) + " more" : "");
    }

    private static String ofOne(Cell cell) {
        return String.format(
                Locale.ROOT,
                "%s under %s: %,d of %,d events lost, %,d duplicated",
                cell.module(),
                cell.fault(),
                cell.count(Anomaly.LOST),
                cell.audit().events(),
                cell.count(Anomaly.DUPLICATED));
    }

    /** All cells passed: who showed nothing although something was at risk, of what others showed. */
    private String ofKept() {
        List<String> spotless = new ArrayList<>();
        int modules = 0;
        for (String module : matrix.modules()) {
            List<Cell> own =
                    cells.stream().filter(cell -> cell.module().equals(module)).toList();
            modules += own.isEmpty() ? 0 : 1;
            if (!own.isEmpty() && isSpotless(own)) {
                spotless.add(module);
            }
        }
        if (spotless.isEmpty()) {
            return "All " + cells.size() + " cells kept their promise; no module was free of losses and duplicates";
        }
        if (spotless.size() == modules) {
            return "Nothing was lost, duplicated or miscounted in " + cells.size() + " cells";
        }
        String only = modules < matrix.modules().size() ? "Of the " + modules + " that ran, only " : "Only ";
        return only + joined(spotless) + " " + joined(avoided()) + underTheOnlyFault();
    }

    /** What the spotless ones did not do and others did: of anything else nothing sets them apart. */
    private List<String> avoided() {
        List<String> avoided = AVOIDED.entrySet().stream()
                .filter(one -> cells.stream().anyMatch(cell -> cell.count(one.getKey()) > 0))
                .map(Map.Entry::getValue)
                .toList();
        return avoided.isEmpty() ? List.copyOf(AVOIDED.values()) : avoided;
    }

    private String underTheOnlyFault() {
        List<String> faults = cells.stream().map(Cell::fault).distinct().toList();
        return faults.size() == 1 ? " under " + faults.get(0) : "";
    }

    private static boolean isSpotless(List<Cell> own) {
        return own.stream().noneMatch(Weakness::isShown)
                && own.stream()
                        .anyMatch(cell -> Stream.of(Anomaly.LOST, Anomaly.DUPLICATED)
                                .anyMatch(anomaly -> cell.atRisk(anomaly) > 0));
    }

    private static String joined(List<String> names) {
        int last = names.size() - 1;
        return last == 0 ? names.get(0) : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }
}
