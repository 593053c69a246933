package delivery.chaos.report.blast;

import delivery.chaos.report.cost.Bootstrap;
import delivery.chaos.report.cost.Estimate;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;
import org.apache.commons.statistics.interval.BinomialConfidenceInterval;

/**
 * The strikes under one setting.
 *
 * @param seed that the moments of the strikes follow from
 */
public record BlastCell(BlastSetting setting, long seed, List<BlowYield> strikes) {
    private static final int DRAWS = 5_000;
    private static final double ERROR_RATE = 0.05;

    /** The mean of what the strikes left that this guarantee allows: lost or duplicated events a strike. */
    public Estimate mean() {
        return mean(setting.loses() ? BlowYield::lost : BlowYield::duplicated);
    }

    /** The mean of what it does not: 0, or the promise is broken. */
    public Estimate meanOther() {
        return mean(setting.loses() ? BlowYield::duplicated : BlowYield::lost);
    }

    private Estimate mean(ToIntFunction<BlowYield> count) {
        int[] counts = strikes.stream().mapToInt(count).toArray();
        return Bootstrap.of(
                counts.length,
                DRAWS,
                drawn -> Arrays.stream(drawn)
                        .map(strike -> counts[strike])
                        .average()
                        .orElseThrow());
    }

    /** How many strikes left anything at all. */
    public int shown() {
        return (int) strikes.stream()
                .filter(strike -> strike.lost() + strike.duplicated() > 0)
                .count();
    }

    /** The most of all such strikes that may leave anything: upper end of the interval of Clopper and Pearson. */
    public double highShare() {
        return BinomialConfidenceInterval.CLOPPER_PEARSON
                .fromErrorRate(strikes.size(), shown(), ERROR_RATE)
                .getUpperBound();
    }
}
