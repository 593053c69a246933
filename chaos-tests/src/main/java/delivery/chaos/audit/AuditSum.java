package delivery.chaos.audit;

import delivery.chaos.history.HistoryLine.Drain;
import delivery.chaos.history.HistoryLine.End;
import delivery.chaos.history.HistoryLine.Scenario;
import delivery.chaos.history.HistoryLine.Wire;
import delivery.contract.Anomaly;
import delivery.contract.Circumstance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The audits of several runs of a cell as one: what was counted is added, what was told stands one after the other. */
final class AuditSum {
    private final List<Cell> runs;
    /** Those that say something in numbers. */
    private final List<Cell> judged;

    private AuditSum(List<Cell> runs) {
        this.runs = runs;
        this.judged = runs.stream().filter(Cell::isAudited).toList();
    }

    /** @param first whose scenario and offsets stand for all */
    static Audit of(List<Cell> runs, Cell first) {
        return new AuditSum(runs).sum(first.audit());
    }

    private Audit sum(Audit one) {
        return new Audit(
                scenario(one.scenario()),
                total(Audit::events),
                total(Audit::effects),
                total(Audit::uncommittedEffects),
                total(Audit::openEffects),
                total(Audit::strayEffects),
                effectsByTopic(),
                findings(),
                attributions(),
                outside(),
                atRisk(),
                one.inputEnds(),
                one.lastEvents(),
                one.outputEnds(),
                all(Audit::schedule),
                all(Audit::firings),
                all(Audit::contractBreaches),
                all(Audit::interferences),
                runs.stream()
                        .map(run -> run.audit().notFired())
                        .filter(why -> !why.isEmpty())
                        .distinct()
                        .collect(Collectors.joining("; ")),
                all(Audit::processes),
                wire(),
                all(Audit::clientSoftware).stream().distinct().toList(),
                drain(),
                end());
    }

    private Map<String, Long> effectsByTopic() {
        Map<String, Long> sum = new LinkedHashMap<>();
        judged.forEach(
                run -> run.audit().effectsByTopic().forEach((topic, effects) -> sum.merge(topic, effects, Long::sum)));
        return sum;
    }

    private Scenario scenario(Scenario one) {
        return new Scenario(
                one.schema(),
                one.module(),
                one.fault(),
                one.course(),
                one.seed(),
                one.startedAt(),
                one.guarantee(),
                one.circumstances(),
                one.firingsRequired() * runs.size(),
                one.versions(),
                one.repeat());
    }

    private long total(ToLongFunction<Audit> number) {
        return judged.stream().map(Cell::audit).mapToLong(number).sum();
    }

    private <T> List<T> all(Function<Audit, List<T>> lines) {
        return runs.stream()
                .map(Cell::audit)
                .flatMap(audit -> lines.apply(audit).stream())
                .toList();
    }

    private <T> List<T> present(Function<Audit, T> line) {
        return runs.stream().map(Cell::audit).map(line).filter(Objects::nonNull).toList();
    }

    private Map<Anomaly, Finding> findings() {
        Map<Anomaly, Finding> findings = new EnumMap<>(Anomaly.class);
        for (Cell run : runs) {
            run.audit().findings().forEach((anomaly, found) -> findings.merge(anomaly, found, AuditSum::together));
        }
        return findings;
    }

    private Map<Anomaly, Attribution> attributions() {
        Map<Anomaly, Attribution> attributions = new EnumMap<>(Anomaly.class);
        for (Cell run : runs) {
            run.audit().attributions().forEach((anomaly, one) -> attributions.merge(anomaly, one, Attribution::plus));
        }
        return attributions;
    }

    private Map<Anomaly, Finding> outside() {
        Map<Anomaly, Finding> outside = new EnumMap<>(Anomaly.class);
        for (Cell run : runs) {
            run.audit().outside().forEach((anomaly, found) -> outside.merge(anomaly, found, AuditSum::together));
        }
        return outside;
    }

    private Map<Anomaly, Long> atRisk() {
        Map<Anomaly, Long> atRisk = new EnumMap<>(Anomaly.class);
        for (Cell run : runs) {
            run.audit().atRisk().forEach((anomaly, events) -> atRisk.merge(anomaly, events, Long::sum));
        }
        return atRisk;
    }

    private static Finding together(Finding one, Finding other) {
        List<Example> examples = new ArrayList<>(one.examples());
        examples.addAll(other.examples());
        return new Finding(
                one.count() + other.count(),
                List.copyOf(examples.subList(0, Math.min(examples.size(), Finding.EXAMPLES_MAX))));
    }

    private List<Wire> wire() {
        Map<String, Wire> byApiKey = new LinkedHashMap<>();
        for (Wire wire : all(Audit::wire)) {
            byApiKey.merge(
                    wire.apiKey(),
                    wire,
                    (one, other) -> new Wire(
                            one.apiKey(),
                            one.requests() + other.requests(),
                            one.responses() + other.responses(),
                            one.unanswered() + other.unanswered(),
                            Stream.concat(one.versions().stream(), other.versions().stream())
                                    .distinct()
                                    .sorted()
                                    .toList()));
        }
        return List.copyOf(byApiKey.values());
    }

    /** The first that was not drained, or the first; with what was observed in any. Null if none has one. */
    private Drain drain() {
        List<Drain> drains = present(Audit::drain);
        if (drains.isEmpty()) {
            return null;
        }
        Set<Circumstance> observed = EnumSet.noneOf(Circumstance.class);
        runs.forEach(run -> observed.addAll(run.observed()));
        Drain shown = drains.stream().min(Comparator.comparing(Drain::drained)).orElseThrow();
        return new Drain(
                shown.atMs(),
                shown.drained(),
                shown.idle(),
                shown.waitsOn(),
                shown.committedOffsets(),
                shown.inputEndOffsets(),
                shown.unreadableEnds(),
                observed);
    }

    /** The sum of the durations. Null if none has one. */
    private End end() {
        List<End> ends = present(Audit::end);
        if (ends.isEmpty()) {
            return null;
        }
        return new End(
                ends.stream().mapToLong(End::lines).sum(),
                ends.stream().mapToLong(End::durationMs).sum(),
                ends.stream().flatMap(end -> end.harnessErrors().stream()).toList());
    }
}
