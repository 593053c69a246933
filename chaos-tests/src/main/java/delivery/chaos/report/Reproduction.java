package delivery.chaos.report;

import delivery.chaos.audit.Cell;
import delivery.chaos.audit.Contrast;
import delivery.contract.Anomaly;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How somebody else checks a claim of a report: what to run, what to expect, and how far it may differ.
 *
 * @param claim in a sentence
 * @param command that runs the cells it rests on, with the same seed
 * @param expected what was found, by module
 * @param tolerance of these numbers, in a sentence
 * @param seconds that these cells took in this run, one after the other; starting the brokers comes on top
 */
public record Reproduction(
        String fault, String claim, String command, Map<String, String> expected, String tolerance, double seconds) {
    private static final String MODULES = "-Dchaos.modules=";
    private static final String FAULTS = "-Dchaos.faults=";

    /** One for each rule that held. */
    static List<Reproduction> of(Matrix matrix, List<Contrast.RuleResult> contrast) {
        return contrast.stream()
                .filter(Contrast.RuleResult::isHeld)
                .map(finding -> of(matrix, finding))
                .toList();
    }

    private static Reproduction of(Matrix matrix, Contrast.RuleResult finding) {
        List<Cell> cells = finding.rule().claims().stream()
                .map(Contrast.Claim::module)
                .distinct()
                .map(module -> matrix.cell(module, finding.rule().fault()))
                .filter(Objects::nonNull)
                .toList();
        return new Reproduction(
                finding.rule().fault(),
                finding.rule().words(),
                command(cells),
                finding.numbers(),
                tolerance(cells),
                cells.stream()
                                .map(Cell::durationMs)
                                .filter(Objects::nonNull)
                                .mapToLong(Long::longValue)
                                .sum()
                        / 1000.0);
    }

    /** That of one cell, of all the modules. */
    private static String command(List<Cell> cells) {
        String modules = cells.stream().map(Cell::module).collect(Collectors.joining(","));
        String ofOne = cells.get(0).audit().scenario().repeat();
        return ofOne.replace(MODULES + cells.get(0).module(), MODULES + modules);
    }

    /** All cells of a module in one command; empty where their commands differ in more than the fault. */
    static String ofModule(List<Cell> cells) {
        List<String> open = cells.stream()
                .map(cell -> cell.audit().scenario().repeat().replace(FAULTS + cell.fault(), FAULTS))
                .distinct()
                .toList();
        String faults = cells.stream().map(Cell::fault).collect(Collectors.joining(","));
        return open.size() == 1 && open.get(0).contains(FAULTS) ? open.get(0).replace(FAULTS, FAULTS + faults) : "";
    }

    private static String tolerance(List<Cell> cells) {
        String races = cells.stream()
                .flatMap(cell -> Stream.of(Anomaly.values())
                        .filter(cell::isRace)
                        .map(anomaly -> cell.module() + " " + anomaly.label()))
                .collect(Collectors.joining(", "));
        boolean exact =
                cells.stream().allMatch(cell -> cell.audit().scenario().course().equals("exact"));
        String counts = exact
                ? "none: the seed decides every count of anomalies; how many events are at risk may vary"
                : "counts vary within the events at risk; 0 stays 0, and what is more than 0 stays so";
        return counts + (races.isEmpty() ? "" : "; except these, which are races and vary from run to run: " + races);
    }
}
