package delivery.chaos.report.cost;

import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * The latencies of one variant at one rate.
 *
 * @param quantiles in milliseconds: p50, p95, p99, p99.9 of all rounds together, with bootstrap intervals over rounds
 * @param p50Ratio to the baseline in the same round
 * @param p99Ratio to the baseline in the same round
 * @param count events measured
 * @param sustained in how many rounds the rate was kept up with
 */
public record LatencyRow(
        CostVariant variant,
        int percent,
        int eventsPerSecond,
        List<Estimate> quantiles,
        Estimate p50Ratio,
        Estimate p99Ratio,
        long count,
        int sustained,
        int rounds,
        double p50FromAppend) {
    /** Percentiles that are shown. */
    public static final List<Double> PERCENTILES = List.of(50.0, 95.0, 99.0, 99.9);

    private static final int DRAWS = 300;
    private static final double MICROSECONDS_IN_MS = 1_000;

    static LatencyRow of(VariantCost cost, VariantCost baseline, int percent) {
        List<LatencySample> samples = cost.latencies(percent);
        List<LatencySample> others = baseline.latencies(percent);
        return new LatencyRow(
                cost.variant(),
                percent,
                samples.get(0).eventsPerSecond(),
                PERCENTILES.stream()
                        .map(percentile -> quantile(samples, percentile))
                        .toList(),
                ratio(samples, others, PERCENTILES.get(0)),
                ratio(samples, others, PERCENTILES.get(2)),
                samples.stream()
                        .mapToLong(sample -> sample.fromDue().getTotalCount())
                        .sum(),
                (int) samples.stream().filter(LatencySample::sustained).count(),
                samples.size(),
                merged(samples.stream().map(LatencySample::fromAppend).toList()).getValueAtPercentile(50)
                        / MICROSECONDS_IN_MS);
    }

    /** Whether the rate was kept up with in each round; else the latencies are those of a queue. */
    public boolean isSustained() {
        return sustained == rounds;
    }

    private static Estimate quantile(List<LatencySample> samples, double percentile) {
        return Bootstrap.of(samples.size(), DRAWS, rounds -> {
            Histogram all = new Histogram(samples.get(0).fromDue());
            for (int round : rounds) {
                all.add(samples.get(round).fromDue());
            }
            return all.getValueAtPercentile(percentile) / MICROSECONDS_IN_MS;
        });
    }

    private static Histogram merged(List<Histogram> histograms) {
        Histogram all = new Histogram(histograms.get(0));
        histograms.forEach(all::add);
        return all;
    }

    private static Estimate ratio(List<LatencySample> samples, List<LatencySample> others, double percentile) {
        double[] ratios = new double[samples.size()];
        for (int i = 0; i < ratios.length; i++) {
            VariantCost.requireSameRound(samples.get(i).round(), others.get(i).round());
            ratios[i] = (double) samples.get(i).fromDue().getValueAtPercentile(percentile)
                    / others.get(i).fromDue().getValueAtPercentile(percentile);
        }
        return Bootstrap.median(ratios);
    }
}
