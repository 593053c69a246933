package delivery.chaos.report.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Milliseconds from a strike to the next acknowledged effect, from the shortest to the longest, where they moved apart.
 *
 * @param isLoad whether they did not move further than the times of every module
 */
public record RecoveryChange(
        String cell, long beforeMin, long beforeMax, long afterMin, long afterMax, boolean isLoad) {
    /** Times are noisy: those of one machine differ by less. */
    static final double FACTOR = 1.5;

    /**
     * The change in a cell that is in both reports; none unless all times of one run are longer by half than any other.
     */
    static Optional<RecoveryChange> of(String id, JsonNode old, JsonNode now, Load load) {
        LongSummaryStatistics before = times(old);
        LongSummaryStatistics after = times(now);
        if (before.getCount() == 0 || after.getCount() == 0 || !isApart(before, after, 1)) {
            return Optional.empty();
        }
        return Optional.of(new RecoveryChange(
                id,
                before.getMin(),
                before.getMax(),
                after.getMin(),
                after.getMax(),
                load.isChanged() && isSameWay(before, after, load) && !isApart(before, after, load.factor())));
    }

    private static boolean isSameWay(LongSummaryStatistics before, LongSummaryStatistics after, Load load) {
        return after.getMin() > before.getMax() == load.factor() > 1;
    }

    private static boolean isApart(LongSummaryStatistics before, LongSummaryStatistics after, double load) {
        return after.getMin() / load > FACTOR * before.getMax() || before.getMin() > FACTOR * after.getMax() / load;
    }

    private static LongSummaryStatistics times(JsonNode cell) {
        return StreamSupport.stream(cell.path("recoveryMs").spliterator(), false)
                .filter(JsonNode::isNumber)
                .mapToLong(JsonNode::asLong)
                .summaryStatistics();
    }
}
