package delivery.chaos.audit;

import org.apache.commons.statistics.interval.BinomialConfidenceInterval;
import org.apache.commons.statistics.interval.Interval;

/**
 * How often something happened in a million cases, with the uncertainty that the number of cases leaves: the exact
 * two-sided interval of Clopper and Pearson at 95 %, for none of n and all of n too.
 *
 * <p>As if cases were independent of each other. Events that one fault hits together are not, so that the truth is less
 * certain than the interval says.
 */
public record Rate(double perMillion, double lowPerMillion, double highPerMillion) {
    /** Five of 100 such intervals miss the true value: two or three lie above it, as many below. */
    private static final double ERROR_RATE = 0.05;

    private static final double MILLION = 1e6;

    /**
     * The rate of {@code count} among {@code cases}.
     *
     * @param cases at least 1 and at least {@code count}
     */
    public static Rate of(long count, long cases) {
        if (cases < 1 || count < 0 || count > cases) {
            throw new IllegalArgumentException("no rate of " + count + " among " + cases);
        }
        Interval interval = BinomialConfidenceInterval.CLOPPER_PEARSON.fromErrorRate(
                Math.toIntExact(cases), Math.toIntExact(count), ERROR_RATE);
        return new Rate(
                MILLION * count / cases, MILLION * interval.getLowerBound(), MILLION * interval.getUpperBound());
    }
}
