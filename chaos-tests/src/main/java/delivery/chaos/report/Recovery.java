package delivery.chaos.report;

import delivery.chaos.audit.Cell;
import delivery.chaos.history.HistoryLine.Firing;
import delivery.contract.Circumstance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How long every module needed after a strike, beside the timeouts that the harness has set and that decide most of it.
 *
 * @param modules with a row or without, in reading order
 * @param rows one for every fault that fired
 * @param ofModules timeouts that a module sets itself, by module and name
 */
public record Recovery(List<String> modules, List<FaultRecovery> rows, Map<String, Map<String, String>> ofModules) {

    /**
     * The cells of one fault.
     *
     * @param times by module; a module whose fault did not fire has none
     * @param timeouts that the harness has set for this fault, by name
     */
    public record FaultRecovery(String fault, Map<String, RecoveryTimes> times, Map<String, String> timeouts) {}

    /**
     * Of the proven firings of a cell, in milliseconds.
     *
     * @param shortest from a strike to the next acknowledged effect; null if none came after any
     * @param longest likewise
     * @param never strikes after which no effect was acknowledged
     * @param repaired the longest that the harness took to repair what it broke
     */
    public record RecoveryTimes(Long shortest, Long longest, long never, long repaired) {
        private static RecoveryTimes of(List<Firing> firings) {
            LongSummaryStatistics times = firings.stream()
                    .map(Cell::recoveryMs)
                    .filter(Objects::nonNull)
                    .collect(Collectors.summarizingLong(Long::longValue));
            boolean none = times.getCount() == 0;
            return new RecoveryTimes(
                    none ? null : times.getMin(),
                    none ? null : times.getMax(),
                    firings.size() - times.getCount(),
                    firings.stream()
                            .mapToLong(firing -> firing.healedAtMs() - firing.atMs())
                            .max()
                            .orElse(0));
        }
    }

    static Recovery of(Run run, Matrix matrix) {
        List<FaultRecovery> rows = new ArrayList<>();
        for (String fault : matrix.faults()) {
            Map<String, Cell> fired = new LinkedHashMap<>();
            for (String module : matrix.modules()) {
                Cell cell = matrix.cell(module, fault);
                if (cell != null && cell.faultsFired() > 0) {
                    fired.put(module, cell);
                }
            }
            if (!fired.isEmpty()) {
                Map<String, RecoveryTimes> times = new LinkedHashMap<>();
                fired.forEach((module, cell) ->
                        times.put(module, RecoveryTimes.of(cell.audit().provenFirings())));
                rows.add(new FaultRecovery(
                        fault, times, timeouts(run, fired.values().iterator().next())));
            }
        }
        Map<String, Map<String, String>> ofModules = new LinkedHashMap<>();
        run.settings().forEach((module, settings) -> {
            Map<String, String> own = settings.stream()
                    .filter(setting -> isTimeout(setting.name()))
                    .collect(Collectors.toMap(
                            Run.ReportedSetting::name,
                            Run.ReportedSetting::value,
                            (one, other) -> one,
                            LinkedHashMap::new));
            if (!own.isEmpty()) {
                ofModules.put(module, own);
            }
        });
        return new Recovery(matrix.modules(), rows, ofModules);
    }

    /** Those of the harness that a pipeline under this fault may have waited for; not given: Kafka's default. */
    static SortedMap<String, String> timeouts(Run run, Cell cell) {
        SortedMap<String, String> timeouts = new TreeMap<>();
        run.harness().clients().getOrDefault(cell.fault(), Map.of()).forEach((name, value) -> {
            if (isTimeout(name)) {
                timeouts.put(name, value);
            }
        });
        if (cell.audit().scenario().circumstances().contains(Circumstance.BROKER_KILLED)) {
            run.harness().brokers().forEach((name, value) -> {
                if (name.equals("broker.session.timeout.ms") || name.startsWith("controller.quorum.election.")) {
                    timeouts.put(name, value);
                }
            });
        }
        return timeouts;
    }

    private static boolean isTimeout(String setting) {
        return setting.endsWith("timeout.ms") || setting.endsWith("max.block.ms");
    }
}
