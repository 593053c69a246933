package delivery.chaos.report.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.stat.StatUtils;

/**
 * How much longer everything took: if the cells of every module took longer alike, or less long, it is the machine, or
 * what all modules have in common, and says nothing of one of them.
 *
 * @param factor by which times changed in every module; 1 where they did not
 */
public record Load(double factor) {
    /** Durations on one machine differ by less from run to run. */
    private static final double LEAST = 1.25;

    /** By the durations of the cells that are in both reports: the median of each module. */
    static Load of(ReportFile before, ReportFile after) {
        Map<String, List<Double>> ratios = new LinkedHashMap<>();
        before.cells().forEach((id, old) -> {
            double ratio = seconds(after.cells().get(id)) / seconds(old);
            if (Double.isFinite(ratio) && ratio > 0) {
                ratios.computeIfAbsent(old.path("module").asText(), none -> new ArrayList<>())
                        .add(ratio);
            }
        });
        double[] medians = ratios.values().stream().mapToDouble(Load::median).toArray();
        boolean longer = Arrays.stream(medians).allMatch(ratio -> ratio > LEAST);
        boolean shorter = Arrays.stream(medians).allMatch(ratio -> ratio < 1 / LEAST);
        return new Load(medians.length > 1 && (longer || shorter) ? StatUtils.percentile(medians, 50) : 1);
    }

    private static double seconds(JsonNode cell) {
        return cell == null ? Double.NaN : cell.path("durationSeconds").asDouble(Double.NaN);
    }

    private static double median(Collection<Double> values) {
        return StatUtils.percentile(
                values.stream().mapToDouble(Double::doubleValue).toArray(), 50);
    }

    /** Whether times changed in every module. */
    public boolean isChanged() {
        return factor != 1;
    }
}
