package delivery.chaos.report.cost;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Variants that were measured in turn: in each round every one once, in the other order in every second round.
 *
 * @param id of its tables on the page
 * @param title what was varied
 * @param transactionVersion that the brokers had finalized
 * @param costs the first is the baseline that the others are held against
 * @param again name of a second instance of the baseline: the ratio of the two is the noise
 */
public record CostBlock(
        String id, String title, CostShape shape, int transactionVersion, List<VariantCost> costs, String again) {

    /** A variant's medians and ratios. */
    public record SaturationRow(
            CostVariant variant,
            boolean isBaseline,
            boolean isAgain,
            Estimate eventsPerSecond,
            Estimate ratio,
            Estimate pipelineCpuSeconds,
            Estimate pipelineCpuRatio,
            Estimate brokerCpuSeconds,
            Estimate brokerCpuRatio,
            Estimate diskBytes,
            boolean steady) {}

    /** What the others are held against. */
    public VariantCost baseline() {
        return costs.get(0);
    }

    /** The variant of a name, if it was measured. */
    public Optional<VariantCost> named(String name) {
        return costs.stream().filter(cost -> cost.variant().name().equals(name)).findFirst();
    }

    /** The ratio of throughputs of two of its variants, if both were measured. */
    public Optional<Estimate> ratio(String name, String to) {
        return named(name).flatMap(cost -> named(to).map(base -> cost.ratio(base, SaturationSample::eventsPerSecond)));
    }

    /** One row for each variant. */
    public List<SaturationRow> saturationRows() {
        return costs.stream().map(this::saturationRow).toList();
    }

    private SaturationRow saturationRow(VariantCost cost) {
        ToDoubleFunction<SaturationSample> pipeline = SaturationSample::pipelineCpuSeconds;
        ToDoubleFunction<SaturationSample> brokers = SaturationSample::brokerCpuSeconds;
        return new SaturationRow(
                cost.variant(),
                cost.variant().equals(baseline().variant()),
                cost.variant().name().equals(again),
                cost.median(SaturationSample::eventsPerSecond),
                cost.ratio(baseline(), SaturationSample::eventsPerSecond),
                cost.median(pipeline),
                cost.ratio(baseline(), pipeline),
                cost.median(brokers),
                cost.ratio(baseline(), brokers),
                cost.median(SaturationSample::diskBytes),
                cost.steady());
    }

    /** One row for each rate and variant, rates rising. */
    public List<LatencyRow> latencyRows() {
        return baseline().latencies().stream()
                .map(LatencySample::percent)
                .distinct()
                .sorted()
                .flatMap(percent -> costs.stream()
                        .filter(cost -> !cost.latencies(percent).isEmpty())
                        .map(cost -> LatencyRow.of(cost, baseline(), percent)))
                .toList();
    }

    /** The variants that were passed through the tap. */
    public List<VariantCost> onTheWire() {
        return costs.stream().filter(cost -> cost.wire().isPresent()).toList();
    }
}
