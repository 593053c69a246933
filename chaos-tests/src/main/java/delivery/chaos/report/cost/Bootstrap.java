package delivery.chaos.report.cost;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;

/**
 * Percentile bootstrap (Efron): the rounds are drawn again and again, with replacement, and the middle 95 % of what
 * comes of them is the interval. The draws follow from a seed of their own, so that a report can be computed again.
 */
public final class Bootstrap {
    private static final int DRAWS = 5_000;
    private static final long SEED = 20_170;
    private static final double LOW_PERCENT = 2.5;
    private static final double HIGH_PERCENT = 97.5;

    private Bootstrap() {}

    /**
     * The median of some values.
     *
     * @param values one for each round, at least one
     */
    public static Estimate median(double[] values) {
        return of(values.length, DRAWS, rounds -> median(values, rounds));
    }

    /**
     * Any number that follows from rounds.
     *
     * @param rounds how many there are
     * @param draws how often they are drawn
     * @param number that comes of rounds, which are given by their indices, some of them more than once
     */
    public static Estimate of(int rounds, int draws, ToDoubleFunction<int[]> number) {
        if (rounds < 1) {
            throw new IllegalArgumentException("no median of nothing");
        }
        int[] all = new int[rounds];
        Arrays.setAll(all, round -> round);
        SplittableRandom random = new SplittableRandom(SEED);
        double[] drawn = new double[draws];
        int[] draw = new int[rounds];
        for (int i = 0; i < draws; i++) {
            Arrays.setAll(draw, round -> random.nextInt(rounds));
            drawn[i] = number.applyAsDouble(draw);
        }
        Percentile percentile = new Percentile();
        percentile.setData(drawn);
        return new Estimate(
                number.applyAsDouble(all), percentile.evaluate(LOW_PERCENT), percentile.evaluate(HIGH_PERCENT));
    }

    private static double median(double[] values, int[] rounds) {
        return new Median()
                .evaluate(Arrays.stream(rounds)
                        .mapToDouble(round -> values[round])
                        .toArray());
    }
}
