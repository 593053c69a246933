package delivery.chaos.report;

import delivery.chaos.audit.Cell;
import delivery.chaos.audit.Rate;
import delivery.chaos.audit.Verdict;
import delivery.contract.Anomaly;
import delivery.contract.Circumstance;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** "Which guarantee do I need?", answered by what was measured: the weakest module that did not show what you cannot have. */
public final class Guidance {
    private final Matrix matrix;

    private Guidance(Matrix matrix) {
        this.matrix = matrix;
    }

    /**
     * What an application can live with.
     *
     * @param id for links to it
     * @param need in the application's words
     * @param ruledOut what must not be seen
     * @param where faults to look at, in words
     */
    public record Need(String id, String need, Set<Anomaly> ruledOut, String where) {}

    /**
     * A need, and the weakest module that met it.
     *
     * @param module null if none did, or too little was run to say
     * @param shown what the module was measured to show, all cells that were looked at together
     * @param cells that were looked at
     */
    public record Answer(Need need, String module, List<Measured> shown, List<Cell> cells) {}

    /** An anomaly of a module over several cells. */
    public record Measured(Anomaly anomaly, long count, long events, Rate rate) {}

    static List<Answer> answers(Matrix matrix) {
        Guidance guidance = new Guidance(matrix);
        Predicate<Cell> any = cell -> true;
        Predicate<Cell> sameProcess =
                cell -> !cell.audit().scenario().circumstances().contains(Circumstance.PIPELINE_RESTARTED)
                        && !cell.observed().contains(Circumstance.PIPELINE_RESTARTED);
        return List.of(
                guidance.answer(
                        new Need(
                                "need-nothing-twice",
                                "An event done twice is worse than one not done.",
                                EnumSet.of(Anomaly.DUPLICATED),
                                "under every fault of this run"),
                        any),
                guidance.answer(
                        new Need(
                                "need-nothing-lost",
                                "An event not done is worse than one done twice.",
                                EnumSet.of(Anomaly.LOST),
                                "under every fault of this run"),
                        any),
                guidance.answer(
                        new Need(
                                "need-no-duplicates-of-the-network",
                                "Nothing lost, and nothing twice as long as my process lives.",
                                EnumSet.of(Anomaly.LOST, Anomaly.DUPLICATED),
                                "under every fault of this run but those that end the process"),
                        sameProcess),
                guidance.answer(
                        new Need(
                                "need-exactly-once",
                                "Nothing lost, nothing twice, every count right.",
                                EnumSet.of(Anomaly.LOST, Anomaly.DUPLICATED, Anomaly.MISCOUNTED),
                                "under every fault of this run"),
                        any));
    }

    /** Modules come from weak to strong. */
    private Answer answer(Need need, Predicate<Cell> lookedAt) {
        for (String module : matrix.modules()) {
            List<Cell> cells = cells(module, lookedAt);
            boolean met = !cells.isEmpty()
                    && cells.stream()
                            .allMatch(cell -> isDecided(cell)
                                    && need.ruledOut().stream().allMatch(anomaly -> cell.count(anomaly) == 0));
            if (met && wasTested(need, lookedAt)) {
                return new Answer(need, module, shown(cells), cells);
            }
        }
        return new Answer(need, null, List.of(), List.of());
    }

    /** Whether some module showed what is ruled out: else meeting the need proves nothing. */
    private boolean wasTested(Need need, Predicate<Cell> lookedAt) {
        return need.ruledOut().stream()
                .allMatch(anomaly -> matrix.modules().stream()
                        .flatMap(module -> cells(module, lookedAt).stream())
                        .anyMatch(cell -> isDecided(cell) && cell.count(anomaly) > 0));
    }

    private List<Cell> cells(String module, Predicate<Cell> lookedAt) {
        return matrix.cells().stream()
                .filter(cell -> cell.module().equals(module))
                .filter(lookedAt)
                .toList();
    }

    private static boolean isDecided(Cell cell) {
        return cell.isAudited() && (cell.verdict() == Verdict.PASS || cell.verdict() == Verdict.FAIL);
    }

    private static List<Measured> shown(List<Cell> cells) {
        long events = cells.stream().mapToLong(cell -> cell.audit().events()).sum();
        List<Measured> shown = new ArrayList<>();
        for (Anomaly anomaly : List.of(Anomaly.LOST, Anomaly.DUPLICATED)) {
            long count = cells.stream().mapToLong(cell -> cell.count(anomaly)).sum();
            shown.add(new Measured(anomaly, count, events, Rate.of(count, events)));
        }
        return shown;
    }
}
