package delivery.chaos.audit;

import org.apache.commons.statistics.interval.BinomialConfidenceInterval;
import org.apache.commons.statistics.interval.Interval;

/**
 * How often a fault that fired showed an anomaly. The unit is the firing: events that one of them hits together are not
 * independent of each other.
 *
 * @param firings proven ones
 * @param shown of them, those that had an event in flight that was found
 * @param perFiring anomalies found, divided by the firings
 * @param perShown of those found, the ones in flight, divided by the firings that showed any; 0 if none did
 * @param share of the firings that showed any
 * @param lowShare lower end of the exact two-sided 95 % interval of Clopper and Pearson, for none and for all too
 * @param highShare upper end of the same interval
 */
public record FaultRate(
        int firings, int shown, double perFiring, double perShown, double share, double lowShare, double highShare) {
    /** Of 100 such intervals, five do not hold the truth: two or three lie above it, and as many below. */
    private static final double ERROR_RATE = 0.05;

    /**
     * The rate of what was found at firings.
     *
     * @param firings proven ones, at least 1 and at least as many as showed any
     */
    public static FaultRate of(long anomalies, Attribution attribution, int firings) {
        int shown = attribution.firings();
        if (firings < 1 || shown > firings) {
            throw new IllegalArgumentException("no rate of " + shown + " among " + firings);
        }
        Interval interval = BinomialConfidenceInterval.CLOPPER_PEARSON.fromErrorRate(firings, shown, ERROR_RATE);
        return new FaultRate(
                firings,
                shown,
                (double) anomalies / firings,
                shown == 0 ? 0 : (double) attribution.events() / shown,
                (double) shown / firings,
                interval.getLowerBound(),
                interval.getUpperBound());
    }
}
