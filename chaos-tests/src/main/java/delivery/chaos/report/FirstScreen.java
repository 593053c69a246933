package delivery.chaos.report;

import delivery.chaos.audit.Cell;
import delivery.contract.Anomaly;
import delivery.contract.Guarantee;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the first screen of the overview is given beyond the matrix itself. */
final class FirstScreen {
    /** So many faults are read without a filter. */
    private static final int FILTERED_MIN = 20;

    private FirstScreen() {}

    /** @param guarantees of the modules that ran, by their names */
    static Map<String, Object> of(Run run, Matrix matrix, Map<String, Guarantee> guarantees) {
        Map<String, Price> prices = Price.of(matrix);
        Map<String, List<Certainty>> certainty = new HashMap<>();
        Map<String, String> isolation = new HashMap<>();
        for (String module : matrix.modulesRun()) {
            List<Cell> cells = matrix.cells().stream()
                    .filter(cell -> cell.module().equals(module))
                    .toList();
            certainty.put(
                    module,
                    Stream.of(Anomaly.LOST, Anomaly.DUPLICATED)
                            .map(anomaly -> Certainty.of(anomaly, cells))
                            .toList());
            isolation.put(module, guarantees.get(module).isolationLevel());
        }
        Map<String, Object> first = new HashMap<>();
        first.put("headline", Headline.of(run, matrix));
        first.put("columns", matrix.modulesRun());
        first.put("prices", prices);
        first.put(
                "dearest",
                prices.values().stream().mapToDouble(Price::requests).max().orElse(1));
        first.put("certainty", certainty);
        first.put("isolation", isolation);
        first.put("filteredMin", FILTERED_MIN);
        return first;
    }
}
