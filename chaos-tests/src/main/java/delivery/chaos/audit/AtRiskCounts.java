package delivery.chaos.audit;

import delivery.chaos.audit.table.EventTable;
import delivery.chaos.history.HistoryLine.Firing;
import delivery.chaos.history.HistoryLine.Range;
import delivery.contract.Anomaly;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;

/** How many events could have shown an anomaly, as far as the firings and the log agree. */
final class AtRiskCounts {
    /**
     * Only an event with an effect in the log, be it an aborted one, can be done twice, read though aborted, or torn.
     */
    private static final Set<Anomaly> WANTS_AN_EFFECT =
            EnumSet.of(Anomaly.DUPLICATED, Anomaly.ABORTED_READ, Anomaly.TORN);

    private AtRiskCounts() {}

    /**
     * By anomaly, the number of distinct events; those without any are left out.
     *
     * @param isInLog whether the event of a number has an effect anywhere in the log
     */
    static Map<Anomaly, Long> of(List<Firing> provenFirings, EventTable events, IntPredicate isInLog) {
        Map<Anomaly, List<Range>> named = new EnumMap<>(Anomaly.class);
        provenFirings.forEach(firing -> firing.atRisk()
                .forEach((anomaly, ranges) -> named.computeIfAbsent(anomaly, none -> new ArrayList<>())
                        .addAll(ranges)));
        Map<Anomaly, Long> atRisk = new EnumMap<>(Anomaly.class);
        named.forEach((anomaly, ranges) -> {
            long count = count(new Ranges(ranges), events, WANTS_AN_EFFECT.contains(anomaly) ? isInLog : any -> true);
            if (count > 0) {
                atRisk.put(anomaly, count);
            }
        });
        return atRisk;
    }

    private static long count(Ranges ranges, EventTable events, IntPredicate counts) {
        long count = 0;
        for (int event = 0; event < events.size(); event++) {
            if (ranges.contains(events.partition(event), events.offset(event)) && counts.test(event)) {
                count++;
            }
        }
        return count;
    }
}
