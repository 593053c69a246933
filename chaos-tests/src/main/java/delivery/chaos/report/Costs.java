package delivery.chaos.report;

import delivery.chaos.audit.Cell;
import delivery.chaos.history.HistoryLine.Firing;
import delivery.contract.Circumstance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * What the guarantees cost, beside each other: measured where nothing was broken, and how long each needed to go on
 * where something was.
 *
 * @param modules that have a control cell, in reading order
 * @param rows one for every figure
 */
public record Costs(List<String> modules, List<CostRow> rows) {
    private static final double PER_EVENTS = 1000;
    private static final List<String> API_KEYS =
            List.of("PRODUCE", "FETCH", "OFFSET_COMMIT", "TXN_OFFSET_COMMIT", "ADD_PARTITIONS_TO_TXN", "END_TXN");

    /**
     * One figure.
     *
     * @param values by module; a module without one has none
     */
    public record CostRow(String name, String unit, Map<String, Double> values) {}

    static Costs of(Matrix matrix, Function<Cell, CellStory> stories) {
        Map<String, Cell> controls = controls(matrix);
        List<CostRow> rows = new ArrayList<>();
        rows.add(row("undisturbed: from the first effect in the log to the last", "ms", controls, cell -> {
            Long ms = stories.apply(cell).effectsMs();
            return ms == null ? Double.NaN : ms;
        }));
        for (String apiKey : API_KEYS) {
            rows.add(row(
                    "undisturbed: requests of ApiKey " + apiKey,
                    "per 1,000 events",
                    controls,
                    cell -> perEvents(cell, apiKey)));
        }
        rows.add(row(
                "undisturbed: requests of any ApiKey", "per 1,000 events", controls, cell -> perEvents(cell, null)));
        for (String fault : matrix.faults()) {
            Map<String, Cell> cells = new LinkedHashMap<>();
            matrix.modules().forEach(module -> {
                Cell cell = matrix.cell(module, fault);
                if (cell != null && cell.faultsFired() > 0) {
                    cells.put(module, cell);
                }
            });
            rows.add(row(
                    fault + ": effects that only read_uncommitted is given",
                    "effects",
                    cells,
                    cell -> cell.isAudited() ? cell.audit().uncommittedEffects() : Double.NaN));
            rows.add(
                    row(fault + ": longest time to the next acknowledged effect", "ms", cells, Costs::longestRecovery));
        }
        rows.removeIf(row -> row.values().values().stream().allMatch(value -> value == 0));
        return new Costs(matrix.modules(), rows);
    }

    /** By module, its cell in which nothing was done to it. */
    private static Map<String, Cell> controls(Matrix matrix) {
        Map<String, Cell> controls = new LinkedHashMap<>();
        for (Cell cell : matrix.cells()) {
            if (cell.isAudited()
                    && cell.audit().scenario().firingsRequired() == 0
                    && cell.audit().scenario().circumstances().equals(Set.of(Circumstance.UNDISTURBED))) {
                controls.putIfAbsent(cell.module(), cell);
            }
        }
        return controls;
    }

    private static CostRow row(String name, String unit, Map<String, Cell> cells, ToDoubleFunction<Cell> figure) {
        Map<String, Double> values = new LinkedHashMap<>();
        cells.forEach((module, cell) -> {
            double value = figure.applyAsDouble(cell);
            if (!Double.isNaN(value)) {
                values.put(module, value);
            }
        });
        return new CostRow(name, unit, values);
    }

    private static double perEvents(Cell cell, String apiKey) {
        long requests = cell.audit().wire().stream()
                .filter(wire -> apiKey == null || wire.apiKey().equals(apiKey))
                .mapToLong(wire -> wire.requests())
                .sum();
        return cell.audit().events() == 0
                ? Double.NaN
                : requests * PER_EVENTS / cell.audit().events();
    }

    private static double longestRecovery(Cell cell) {
        List<Firing> firings = cell.audit().provenFirings();
        return firings.stream()
                .map(Cell::recoveryMs)
                .filter(Objects::nonNull)
                .mapToDouble(Long::doubleValue)
                .max()
                .orElse(Double.NaN);
    }
}
