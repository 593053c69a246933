package delivery.chaos.report.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * How often an anomaly was found, where that changed beyond the intervals; and counts that have no rate, where they
 * are others.
 */
public record RateChange(String cell, String anomaly, Measured before, Measured after) {

    /** A count, and the rate it makes in a million events, with its interval; NaN where there is no rate. */
    public record Measured(long count, double perMillion, double low, double high) {
        public boolean isRate() {
            return !Double.isNaN(perMillion);
        }

        private static Measured of(JsonNode cell, String anomaly) {
            JsonNode rate = cell.path("rates").path(anomaly);
            return new Measured(
                    cell.get(anomaly).asLong(),
                    rate.path("perMillion").asDouble(Double.NaN),
                    rate.path("lowPerMillion").asDouble(Double.NaN),
                    rate.path("highPerMillion").asDouble(Double.NaN));
        }
    }

    /** The change of one anomaly in a cell that is in both reports; none if either has no number. */
    static Optional<RateChange> of(String id, String anomaly, JsonNode old, JsonNode now) {
        if (!old.path(anomaly).isNumber() || !now.path(anomaly).isNumber()) {
            return Optional.empty();
        }
        RateChange change = new RateChange(id, anomaly, Measured.of(old, anomaly), Measured.of(now, anomaly));
        return change.isBeyond() ? Optional.of(change) : Optional.empty();
    }

    private boolean isBeyond() {
        if (before.isRate() && after.isRate()) {
            return before.high() < after.low() || after.high() < before.low();
        }
        return before.count() != after.count();
    }
}
