package delivery.chaos.audit;

import delivery.contract.Anomaly;
import delivery.contract.Circumstance;
import delivery.contract.Guarantee;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which of the suite's modules somebody's pipeline is judged beside, under the same fault and seed: the one with the
 * same promise, and the nearest one whose promise leaves open what this one rules out. If that one was at risk and
 * shows nothing, the fault has shown nothing of this pipeline either. Where the fault concerns no such module, the
 * pipeline is judged by itself, as a module is there.
 *
 * @param references promises of the suite's modules, from the weakest to the strongest
 */
public record Beside(List<Guarantee> references) {

    /** The references that a pipeline needs beside it under these circumstances. */
    public List<Guarantee> needed(Guarantee promise, Set<Circumstance> circumstances) {
        List<Guarantee> needed = new ArrayList<>();
        same(promise).ifPresent(needed::add);
        weaker(promise, circumstances).ifPresent(needed::add);
        return needed;
    }

    /** The reference that promises the same. */
    Optional<Guarantee> same(Guarantee promise) {
        return references.stream()
                .filter(reference -> reference.isolationLevel().equals(promise.isolationLevel())
                        && reference.expectations().equals(promise.expectations()))
                .findFirst();
    }

    /** The strongest reference that is expected to show what the promise rules out. */
    Optional<Guarantee> weaker(Guarantee promise, Set<Circumstance> circumstances) {
        return references.stream()
                .filter(reference -> !apart(promise, reference, circumstances).isEmpty())
                .reduce((weaker, stronger) -> stronger);
    }

    private static List<Anomaly> apart(Guarantee promise, Guarantee reference, Set<Circumstance> circumstances) {
        return List.copyOf(promise.setApartFrom(reference, circumstances));
    }

    /** The cells of a run, those of pipelines that are no reference with what their references take away from them. */
    public List<Cell> judged(List<Cell> cells) {
        return cells.stream().map(cell -> judged(cell, cells)).toList();
    }

    private Cell judged(Cell cell, List<Cell> all) {
        Guarantee promise = cell.audit().scenario().guarantee();
        boolean isReference =
                references.stream().anyMatch(reference -> reference.name().equals(cell.module()));
        if (isReference
                || cell.verdict() != Verdict.PASS
                || Judge.isControl(cell.audit().scenario())) {
            return cell;
        }
        Set<Circumstance> circumstances = cell.audit().scenario().circumstances();
        List<Cell> sameFault =
                all.stream().filter(other -> other.fault().equals(cell.fault())).toList();
        // A fault does not run for a module that it does not concern: that one has nothing to show.
        Beside ran = new Beside(references.stream()
                .filter(reference ->
                        sameFault.stream().anyMatch(other -> other.module().equals(reference.name())))
                .toList());
        return ran.weaker(promise, circumstances)
                .map(weaker -> whatIsNotShown(
                        weaker.name(),
                        apart(promise, weaker, circumstances),
                        sameFault.stream()
                                .filter(other -> other.module().equals(weaker.name()))
                                .findFirst()
                                .orElseThrow()))
                .filter(why -> !why.isEmpty())
                .map(why -> notExercised(cell, why))
                .orElse(cell);
    }

    private static String whatIsNotShown(String weaker, List<Anomaly> apart, Cell cell) {
        String wanting = weaker + ", which is to show what this pipeline rules out, ";
        if (cell.verdict() != Verdict.PASS && cell.verdict() != Verdict.FAIL) {
            return wanting + "was not judged: " + cell.verdict().label();
        }
        List<Anomaly> atRisk =
                apart.stream().filter(anomaly -> cell.atRisk(anomaly) > 0).toList();
        boolean isShown = atRisk.stream().anyMatch(anomaly -> isFaultsDoing(cell, anomaly));
        return isShown || atRisk.isEmpty() ? "" : wanting + "shows nothing either, of what was at risk there";
    }

    private static boolean isFaultsDoing(Cell cell, Anomaly anomaly) {
        Attribution attribution = cell.attribution(anomaly);
        return attribution == null ? cell.count(anomaly) > 0 : attribution.events() > 0;
    }

    private static Cell notExercised(Cell cell, String why) {
        return new Cell(
                cell.audit(),
                cell.expectations(),
                Verdict.NOT_EXERCISED,
                why + " (by itself: " + cell.reason() + ")",
                cell.notShown(),
                cell.evidence(),
                cell.evidenceSha256(),
                cell.repetitions());
    }
}
