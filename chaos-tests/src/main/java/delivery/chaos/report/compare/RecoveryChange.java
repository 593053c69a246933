package delivery.chaos.report.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Milliseconds from a strike to the next acknowledged effect, from the shortest to the longest, where they moved apart.
 */
public record RecoveryChange(String cell, long beforeMin, long beforeMax, long afterMin, long afterMax) {
    /** Times are noisy: those of one machine differ by less. */
    private static final double FACTOR = 1.5;

    /**
     * The change in a cell that is in both reports; none unless all times of one run are longer by half than any other.
     */
    static Optional<RecoveryChange> of(String id, JsonNode old, JsonNode now) {
        LongSummaryStatistics before = times(old);
        LongSummaryStatistics after = times(now);
        boolean apart = before.getCount() > 0
                && after.getCount() > 0
                && (after.getMin() > FACTOR * before.getMax() || before.getMin() > FACTOR * after.getMax());
        return apart
                ? Optional.of(new RecoveryChange(id, before.getMin(), before.getMax(), after.getMin(), after.getMax()))
                : Optional.empty();
    }

    private static LongSummaryStatistics times(JsonNode cell) {
        return StreamSupport.stream(cell.path("recoveryMs").spliterator(), false)
                .filter(JsonNode::isNumber)
                .mapToLong(JsonNode::asLong)
                .summaryStatistics();
    }
}
