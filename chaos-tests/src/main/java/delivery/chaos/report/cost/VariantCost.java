package delivery.chaos.report.cost;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What was measured of one variant.
 *
 * @param saturation a sample for each round
 * @param latencies samples of all rates
 * @param wire empty if no pass through the tap was made
 * @param steady whether the last two of its warm-up loads were equally fast, within a tenth
 */
public record VariantCost(
        CostVariant variant,
        List<SaturationSample> saturation,
        List<LatencySample> latencies,
        Optional<WireUse> wire,
        boolean steady) {

    /** The median of one figure over all rounds. */
    public Estimate median(ToDoubleFunction<SaturationSample> figure) {
        return Bootstrap.median(saturation.stream().mapToDouble(figure).toArray());
    }

    /** The median of the ratios to another variant in the same round. */
    public Estimate ratio(VariantCost to, ToDoubleFunction<SaturationSample> figure) {
        double[] ratios = new double[saturation.size()];
        for (int i = 0; i < ratios.length; i++) {
            requireSameRound(saturation.get(i).round(), to.saturation.get(i).round());
            ratios[i] = figure.applyAsDouble(saturation.get(i)) / figure.applyAsDouble(to.saturation.get(i));
        }
        return Bootstrap.median(ratios);
    }

    /** The samples at one rate, in the order of rounds. */
    public List<LatencySample> latencies(int percent) {
        return latencies.stream().filter(sample -> sample.percent() == percent).toList();
    }

    static void requireSameRound(int round, int other) {
        if (round != other) {
            throw new IllegalStateException("round " + round + " is held against round " + other);
        }
    }
}
