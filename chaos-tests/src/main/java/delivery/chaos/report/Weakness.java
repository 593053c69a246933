package delivery.chaos.report;

import delivery.chaos.audit.Cell;
import delivery.contract.Anomaly;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a module breaks, as measured in one cell.
 *
 * @param shown the anomalies that were found there, those of events first
 */
public record Weakness(Cell cell, List<Anomaly> shown) {

    static Weakness of(Cell cell) {
        return new Weakness(cell, anomalies(cell));
    }

    /** Whether the cell shows anything. */
    static boolean isShown(Cell cell) {
        return !anomalies(cell).isEmpty();
    }

    /** Whether the fault struck where something was at risk, and nothing came of it. */
    static boolean isUnbroken(Cell cell) {
        return cell.isAudited()
                && !cell.audit().atRisk().isEmpty()
                && anomalies(cell).isEmpty();
    }

    private static List<Anomaly> anomalies(Cell cell) {
        return Stream.of(Anomaly.values())
                .filter(anomaly -> cell.count(anomaly) != null && cell.count(anomaly) > 0)
                .toList();
    }
}
