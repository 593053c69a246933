package delivery.chaos.report;

import delivery.chaos.audit.Cell;
import delivery.chaos.audit.Verdict;
import delivery.contract.Anomaly;
import delivery.contract.Circumstance;
import delivery.contract.Expectation;
import delivery.contract.Guarantee;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * "Which guarantee do I need?", answered by what was measured: the weakest module that promises what you need and kept
 * it, where it was at risk of the contrary and another did show that. A fault that does not concern a module's promise
 * is not run for it, and keeps no answer back: it is named beside the answer.
 */
public final class Guidance {
    /** What ends the life of a process, or takes its partitions from it. */
    private static final Set<Circumstance> ENDS_ITS_HOLD =
            EnumSet.of(Circumstance.PIPELINE_RESTARTED, Circumstance.REBALANCED, Circumstance.ZOMBIE);

    /** But lost offsets, of which no guarantee of Kafka's makes good what was done. */
    private static final Set<Circumstance> ANYTHING =
            Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(Circumstance.OFFSETS_LOST)));

    private static final List<Anomaly> OF_EVENTS = List.of(Anomaly.LOST, Anomaly.DUPLICATED);

    private final Matrix matrix;

    private Guidance(Matrix matrix) {
        this.matrix = matrix;
    }

    /**
     * What an application can live with.
     *
     * @param id for links to it
     * @param need in the application's words
     * @param inShort the same in a few words
     * @param ruledOut what must not be seen, and what a promise has to forbid
     * @param through what the pipeline goes through meanwhile
     * @param where faults to look at, in words
     */
    public record Need(
            String id, String need, String inShort, Set<Anomaly> ruledOut, Set<Circumstance> through, String where) {}

    /**
     * A need, and the weakest module that met it.
     *
     * @param module null if none did, or too little was run to say
     * @param stronger modules that met it too, in reading order
     * @param shown what the module was measured to show, all cells that were looked at together
     * @param certainty of each anomaly of events that is ruled out, how much the cells say of it
     * @param cells that were looked at
     * @param untried faults under which another showed what is ruled out, and this one was not run: they do not
     *     concern its promise, or nobody asked for them
     */
    public record Advice(
            Need need,
            String module,
            List<String> stronger,
            List<MeasuredAnomaly> shown,
            List<Certainty> certainty,
            List<Cell> cells,
            List<String> untried) {}

    /**
     * An anomaly of a module over several cells.
     *
     * @param count found
     * @param atRisk events that could have shown it
     * @param strikes that put events at risk of it, and those that showed any
     */
    public record MeasuredAnomaly(long count, long atRisk, Certainty strikes) {}

    /**
     * The answers of a run; none of one that is not finished, whose missing cells may show the contrary, and none of
     * one of pipelines with mistakes.
     */
    static List<Advice> answers(Run run, Matrix matrix) {
        List<Advice> answers = answers(matrix);
        return run.missing().isEmpty() && !run.isTrial()
                ? answers
                : answers.stream().map(answer -> unanswered(answer.need())).toList();
    }

    static List<Advice> answers(Matrix matrix) {
        Guidance guidance = new Guidance(matrix);
        Predicate<Cell> sameProcess =
                cell -> Collections.disjoint(cell.audit().scenario().circumstances(), ENDS_ITS_HOLD);
        Set<Circumstance> oneProcess = EnumSet.copyOf(ANYTHING);
        oneProcess.removeAll(ENDS_ITS_HOLD);
        return List.of(
                guidance.everywhere(
                        "need-nothing-twice",
                        "I can afford to lose events, but not to process one twice.",
                        "Losing is fine, duplicating is not",
                        EnumSet.of(Anomaly.DUPLICATED)),
                guidance.everywhere(
                        "need-nothing-lost",
                        "I can afford to process events twice, but not to lose one.",
                        "Duplicating is fine, losing is not",
                        EnumSet.of(Anomaly.LOST)),
                guidance.answer(
                        new Need(
                                "need-no-retry-duplicates",
                                "No losses, and no duplicates caused by retries.",
                                "No losses, no duplicates from retries",
                                EnumSet.of(Anomaly.LOST, Anomaly.DUPLICATED),
                                oneProcess,
                                guidance.whereOneProcessGoesOn(sameProcess)),
                        sameProcess),
                guidance.everywhere(
                        "need-exactly-once",
                        "No losses, no duplicates, every count right.",
                        "No losses, no duplicates, every count right",
                        EnumSet.of(Anomaly.LOST, Anomaly.DUPLICATED, Anomaly.MISCOUNTED)));
    }

    private Advice everywhere(String id, String need, String inShort, Set<Anomaly> ruledOut) {
        return answer(
                new Need(id, need, inShort, ruledOut, ANYTHING, "under every fault that it was run under"),
                cell -> true);
    }

    /** {@code under faults that neither kill … (not: pipeline-killed, zombie)}. */
    private String whereOneProcessGoesOn(Predicate<Cell> sameProcess) {
        Set<String> others = matrix.cells().stream()
                .filter(sameProcess.negate())
                .map(Cell::fault)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return "under faults that neither end the process without warning nor take its partitions away"
                + (others.isEmpty() ? "" : " (not: " + String.join(", ", others) + ")");
    }

    /** Modules come from weak to strong. */
    private Advice answer(Need need, Predicate<Cell> lookedAt) {
        for (String module : matrix.modules()) {
            List<Cell> cells = cells(module, lookedAt);
            if (cells.isEmpty()) {
                // A weaker one that was not run might have met it.
                break;
            }
            if (isMet(need, cells)) {
                return wasTested(need, module, lookedAt)
                        ? new Advice(
                                need,
                                module,
                                stronger(need, module, lookedAt),
                                shown(cells),
                                certainty(need, module, cells),
                                cells,
                                untried(need, module, lookedAt))
                        : unanswered(need);
            }
        }
        return unanswered(need);
    }

    /** Whether a module promises it, and none of its cells shows the contrary. */
    private static boolean isMet(Need need, List<Cell> cells) {
        Guarantee promise = cells.get(0).audit().scenario().guarantee();
        boolean promised = need.ruledOut().stream()
                .allMatch(anomaly -> promise.expectation(anomaly, need.through()) == Expectation.FORBIDDEN);
        return promised
                && cells.stream()
                        .allMatch(cell -> cell.verdict() == Verdict.PASS
                                && need.ruledOut().stream().allMatch(anomaly -> cell.count(anomaly) == 0));
    }

    /** What a module promises whatever happens, all its cells tell of. */
    private List<Certainty> certainty(Need need, String module, List<Cell> cells) {
        Guarantee promise = cells.get(0).audit().scenario().guarantee();
        return OF_EVENTS.stream()
                .filter(need.ruledOut()::contains)
                .map(anomaly -> Certainty.of(
                        anomaly,
                        promise.expectation(anomaly, ANYTHING) == Expectation.FORBIDDEN
                                ? cells(module, cell -> true)
                                : cells))
                .toList();
    }

    private List<String> stronger(Need need, String weakest, Predicate<Cell> lookedAt) {
        List<String> modules = matrix.modules();
        return modules.subList(modules.indexOf(weakest) + 1, modules.size()).stream()
                .filter(module -> !cells(module, lookedAt).isEmpty()
                        && isMet(need, cells(module, lookedAt))
                        && wasTested(need, module, lookedAt))
                .toList();
    }

    private static Advice unanswered(Need need) {
        return new Advice(need, null, List.of(), List.of(), List.of(), List.of(), List.of());
    }

    /**
     * Whether some module showed what is ruled out, as its promise leaves it open, under a fault under which this one
     * was run too, with events at risk of it.
     */
    private boolean wasTested(Need need, String module, Predicate<Cell> lookedAt) {
        return need.ruledOut().stream()
                .allMatch(anomaly -> faultsThatShow(anomaly, lookedAt)
                        .map(fault -> matrix.cell(module, fault))
                        .filter(Objects::nonNull)
                        .anyMatch(cell -> anomaly == Anomaly.MISCOUNTED || cell.atRisk(anomaly) > 0));
    }

    private List<String> untried(Need need, String module, Predicate<Cell> lookedAt) {
        return need.ruledOut().stream()
                .flatMap(anomaly -> faultsThatShow(anomaly, lookedAt))
                .distinct()
                .filter(fault -> matrix.cell(module, fault) == null)
                .toList();
    }

    private Stream<String> faultsThatShow(Anomaly anomaly, Predicate<Cell> lookedAt) {
        return matrix.cells().stream()
                .filter(lookedAt)
                .filter(cell -> cell.verdict() == Verdict.PASS && cell.count(anomaly) > 0)
                .map(Cell::fault);
    }

    private List<Cell> cells(String module, Predicate<Cell> lookedAt) {
        return matrix.cells().stream()
                .filter(cell -> cell.module().equals(module))
                .filter(lookedAt)
                .toList();
    }

    private static List<MeasuredAnomaly> shown(List<Cell> cells) {
        List<MeasuredAnomaly> shown = new ArrayList<>();
        for (Anomaly anomaly : OF_EVENTS) {
            long count = cells.stream().mapToLong(cell -> cell.count(anomaly)).sum();
            long atRisk = cells.stream().mapToLong(cell -> cell.atRisk(anomaly)).sum();
            shown.add(new MeasuredAnomaly(count, atRisk, Certainty.of(anomaly, cells)));
        }
        return shown;
    }
}
