package delivery.chaos.report.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/** Costs that nobody measured, for tests. */
final class LiteralCosts {
    static final CostRunFacts FACTS = new CostRunFacts(
            false,
            "2026-11-30T12:00:00Z",
            1_200,
            3,
            "10, 50, 80",
            "mvn verify -Pcost",
            Map.of("machine", "paper"),
            Map.of("Kafka", "4.4.0"),
            Map.of("num.io.threads", "4"));

    private LiteralCosts() {}

    /** At saturation, a rate for each round; everything else follows from it. */
    static VariantCost cost(String name, double... perSecond) {
        List<SaturationSample> samples = new ArrayList<>();
        for (int i = 0; i < perSecond.length; i++) {
            samples.add(new SaturationSample(i + 1, 1_000, perSecond[i], 1e6 / perSecond[i], 2e6 / perSecond[i], 80));
        }
        CostVariant variant = new CostVariant(name, name, "", Map.of("max.poll.records", "100"), "read_committed");
        return new VariantCost(variant, samples, List.of(), Optional.empty(), true);
    }

    /** The same with latencies at 50 %: in each round one event of each number of milliseconds. */
    static VariantCost withLatencies(VariantCost cost, boolean sustained, int... milliseconds) {
        List<LatencySample> latencies = new ArrayList<>();
        for (SaturationSample sample : cost.saturation()) {
            Histogram histogram = new Histogram(60_000_000, 3);
            for (int ms : milliseconds) {
                histogram.recordValue(ms * 1_000L);
            }
            latencies.add(new LatencySample(sample.round(), 50, 500, sustained, histogram, histogram));
        }
        WireUse wire = new WireUse(
                1_000,
                Map.of("PRODUCE", 2_000.0, "FETCH", 1_000.0),
                Map.of("PRODUCE CONCURRENT_TRANSACTIONS", 50.0),
                120,
                40);
        return new VariantCost(cost.variant(), cost.saturation(), latencies, Optional.of(wire), cost.steady());
    }

    static CostBlock block(VariantCost... costs) {
        return new CostBlock("main", "Guarantees", new CostShape(1_000, 12), 2, List.of(costs), "at-least-once again");
    }
}
