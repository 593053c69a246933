package delivery.chaos.report;

import delivery.chaos.audit.Cell;
import delivery.chaos.audit.FaultRate;
import delivery.chaos.audit.Verdict;
import delivery.contract.Anomaly;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The matrix and the progress of a run as plain text, at most {@value #WIDTH_MAX} columns wide. */
public final class ConsoleTable {
    static final int WIDTH_MAX = 120;
    private static final String GAP = "  ";
    private static final String NOT_RUN = "not run";

    private ConsoleTable() {}

    /**
     * The matrix with a row for every fault and a column for every module: lost/duplicated/miscounted, of how many
     * strikes a loss or a duplicate is, below it the verdict; then the reasons of the cells that did not pass. Modules
     * that do not fit on the line follow below.
     *
     * @param modules names of all modules, in reading order; a cell that is missing is shown as not run
     * @param faults names of all faults, in reading order
     */
    public static String matrix(List<Cell> cells, List<String> modules, List<String> faults) {
        Matrix matrix = new Matrix(modules, faults, cells);
        int faultWidth = matrix.faults().stream().mapToInt(String::length).max().orElse(0);
        StringBuilder text = new StringBuilder(
                "lost/duplicated/miscounted, in events, events and pages; then how many of the strikes showed it\n");
        List<String> block = new ArrayList<>();
        int width = faultWidth;
        for (String module : matrix.modules()) {
            int columnWidth = GAP.length() + columnWidth(matrix, module);
            if (!block.isEmpty() && width + columnWidth > WIDTH_MAX) {
                append(text, matrix, block, faultWidth);
                block.clear();
                width = faultWidth;
            }
            block.add(module);
            width += columnWidth;
        }
        append(text, matrix, block, faultWidth);
        matrix.notPassed().forEach(cell -> text.append(cell.verdict() + " " + cell.id() + ": " + cell.reason() + "\n"));
        return text.toString();
    }

    /**
     * A line for a cell that has just been judged:
     * {@code [12/35] at-least-once × acks-lost: 0 lost, 41 duplicated in 3 of 3 strikes, PASS (5.2 s)}, with the reason
     * if it did not pass.
     */
    public static String progress(int done, int total, Cell cell) {
        String duration =
                cell.durationMs() == null ? "" : String.format(Locale.ROOT, " (%.1f s)", cell.durationMs() / 1000.0);
        String counts = cell.count(Anomaly.LOST) == null
                ? ""
                : found(cell, Anomaly.LOST) + ", " + found(cell, Anomaly.DUPLICATED) + ", ";
        String reason = cell.verdict() == Verdict.PASS ? "" : ": " + cell.reason();
        return "[" + done + "/" + total + "] " + cell.module() + " × " + cell.fault() + ": " + counts + cell.verdict()
                + duration + reason;
    }

    /** {@code 750 duplicated in 3 of 3 strikes}. */
    private static String found(Cell cell, Anomaly anomaly) {
        FaultRate rate = cell.faultRate(anomaly);
        return cell.count(anomaly) + " " + anomaly.label()
                + (cell.count(anomaly) == 0 || rate == null
                        ? ""
                        : " in " + rate.shown() + " of " + rate.firings() + " strikes");
    }

    private static void append(StringBuilder text, Matrix matrix, List<String> modules, int faultWidth) {
        text.append(row("", modules, matrix, modules, faultWidth));
        for (String fault : matrix.faults()) {
            List<Cell> cells = new ArrayList<>();
            modules.forEach(module -> cells.add(matrix.cell(module, fault)));
            text.append(row(fault, cells.stream().map(ConsoleTable::counts).toList(), matrix, modules, faultWidth));
            text.append(row("", cells.stream().map(ConsoleTable::verdict).toList(), matrix, modules, faultWidth));
        }
    }

    private static String row(String head, List<String> values, Matrix matrix, List<String> modules, int faultWidth) {
        StringBuilder row = new StringBuilder(padded(head, faultWidth));
        for (int column = 0; column < values.size(); column++) {
            row.append(GAP).append(padded(values.get(column), columnWidth(matrix, modules.get(column))));
        }
        return row.toString().stripTrailing() + "\n";
    }

    private static int columnWidth(Matrix matrix, String module) {
        int width = Math.max(module.length(), NOT_RUN.length());
        for (String fault : matrix.faults()) {
            Cell cell = matrix.cell(module, fault);
            width = Math.max(
                    width, Math.max(counts(cell).length(), verdict(cell).length()));
        }
        return width;
    }

    private static String counts(Cell cell) {
        if (cell == null || cell.count(Anomaly.LOST) == null) {
            return "-";
        }
        String counts = Stream.of(Anomaly.LOST, Anomaly.DUPLICATED, Anomaly.MISCOUNTED)
                .map(anomaly -> cell.count(anomaly).toString())
                .collect(Collectors.joining("/"));
        return Stream.of(Anomaly.LOST, Anomaly.DUPLICATED)
                .filter(anomaly -> cell.count(anomaly) > 0 && cell.faultRate(anomaly) != null)
                .map(cell::faultRate)
                .findFirst()
                .map(rate -> counts + " " + rate.shown() + " of " + rate.firings())
                .orElse(counts);
    }

    private static String verdict(Cell cell) {
        return cell == null ? NOT_RUN : cell.verdict().toString();
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
