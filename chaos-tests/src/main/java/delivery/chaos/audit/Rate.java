package delivery.chaos.audit;

import org.apache.commons.math3.stat.interval.ClopperPearsonInterval;
import org.apache.commons.math3.stat.interval.ConfidenceInterval;

/**
 * How often something happened in a million cases, with the uncertainty that the number of cases leaves: the exact
 * interval of Clopper and Pearson at 95 %, and for none of n the rule of three, at most 3/n.
 *
 * <p>As if cases were independent of each other. Events that one fault hits together are not, so that the truth is less
 * certain than the interval says.
 */
public record Rate(double perMillion, double lowPerMillion, double highPerMillion) {
    private static final double CONFIDENCE = 0.95;
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
        if (count == 0) {
            return new Rate(0, 0, Math.min(1, 3.0 / cases) * MILLION);
        }
        if (count == cases) {
            // The library divides by zero here; the bound has a closed form.
            return new Rate(MILLION, MILLION * Math.pow((1 - CONFIDENCE) / 2, 1.0 / cases), MILLION);
        }
        ConfidenceInterval interval =
                new ClopperPearsonInterval().createInterval(Math.toIntExact(cases), Math.toIntExact(count), CONFIDENCE);
        return new Rate(
                MILLION * count / cases, MILLION * interval.getLowerBound(), MILLION * interval.getUpperBound());
    }
}
