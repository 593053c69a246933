package delivery.chaos.report.compare;

import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.HypergeometricDistribution;

/** Fisher's exact test for two proportions, which holds for the few strikes of a cell too. */
final class FisherExact {
    /** Tables as likely as the one seen count as well, whatever the last digits say. */
    private static final double TOLERANCE = 1 + 1e-7;

    private FisherExact() {}

    /**
     * How likely two shares are at least as far apart, by chance, if both are drawn with the same probability: the
     * two-sided p-value, of all tables with these margins that are no more likely than the one seen.
     *
     * @param shown of {@code of}, at least 1
     * @param otherShown of {@code other}, at least 1
     */
    static double pValue(int shown, int of, int otherShown, int other) {
        int all = shown + otherShown;
        HypergeometricDistribution tables = new HypergeometricDistribution(null, of + other, all, of);
        double seen = tables.probability(shown) * TOLERANCE;
        double p = IntStream.rangeClosed(tables.getSupportLowerBound(), tables.getSupportUpperBound())
                .mapToDouble(tables::probability)
                .filter(probability -> probability <= seen)
                .sum();
        return Math.min(1, p);
    }
}
