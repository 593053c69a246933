package delivery.chaos.report.cost;

import static delivery.chaos.report.cost.LiteralCosts.block;
import static delivery.chaos.report.cost.LiteralCosts.cost;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CostBlockTest {
    /** Rounds of a machine that gets slower: the rates differ by a factor of four, the ratios do not. */
    private final VariantCost base = cost(VariantNames.AT_LEAST_ONCE_100_MS, 4_000, 2_000, 1_000);

    private final VariantCost half = cost(VariantNames.TRANSACTIONAL_100_MS, 2_000, 1_000, 500);

    @Test
    void comparesWithinTheSameRound() {
        assertThat(block(base, half).saturationRows().get(1).ratio()).isEqualTo(new Estimate(0.5, 0.5, 0.5));
    }

    @Test
    void refusesToCompareRoundsThatAreNotTheSame() {
        VariantCost late =
                new VariantCost(half.variant(), List.of(half.saturation().get(1)), List.of(), Optional.empty(), true);

        assertThatThrownBy(() -> late.ratio(base, SaturationSample::eventsPerSecond))
                .hasMessage("round 2 is held against round 1");
    }

    @Test
    void seesNoDifferenceWhereTheIntervalHoldsOne() {
        VariantCost other = cost("other", 4_400, 1_800, 1_000);

        assertThat(block(base, other).saturationRows().get(1).ratio().holdsOne())
                .isTrue();
        assertThat(block(base, half).saturationRows().get(1).ratio().holdsOne()).isFalse();
    }

    @Test
    void decidesAGoalOnlyWhereTheWholeIntervalIsOnOneSide() {
        CostGoal goal = CostGoal.ALL.get(0);

        assertThat(goal.outcome(block(base, half)).orElseThrow().word()).isEqualTo("missed");
        assertThat(goal.outcome(block(base, named(base, 0.95))).orElseThrow().word())
                .isEqualTo("reached");
        assertThat(goal.outcome(block(base, cost(VariantNames.TRANSACTIONAL_100_MS, 4_000, 1_000, 900)))
                        .orElseThrow()
                        .word())
                .isEqualTo("not decided by this run");
        assertThat(goal.outcome(block(base))).isEmpty();
    }

    private static VariantCost named(VariantCost base, double ratio) {
        return cost(
                VariantNames.TRANSACTIONAL_100_MS,
                base.saturation().stream()
                        .mapToDouble(sample -> sample.eventsPerSecond() * ratio)
                        .toArray());
    }

    @Test
    void confirmsAPublishedFigureOnlyWhereTheIntervalsMeet() {
        PublishedCost published = PublishedCost.ALL.get(0);

        assertThat(published
                        .beside(block(base, named(base, 0.97)))
                        .orElseThrow()
                        .outcome())
                .isEqualTo("confirmed");
        assertThat(published.beside(block(base, half)).orElseThrow().outcome()).isEqualTo("not confirmed: dearer here");
        assertThat(published.beside(block(base, named(base, 1.2))).orElseThrow().outcome())
                .isEqualTo("not confirmed: cheaper here");
    }

    @Test
    void takesQuantilesOfAllRoundsTogether() {
        VariantCost quiet = LiteralCosts.withLatencies(base, true, 1, 2, 3, 4);
        VariantCost slow = LiteralCosts.withLatencies(half, false, 2, 4, 6, 8);

        List<LatencyRow> rows = block(quiet, slow).latencyRows();

        assertThat(rows).extracting(LatencyRow::count).containsExactly(12L, 12L);
        assertThat(rows.get(0).quantiles().get(0).median()).isCloseTo(2, within(0.01));
        assertThat(rows.get(0).quantiles().get(3).median()).isCloseTo(4, within(0.01));
        assertThat(rows.get(1).p50Ratio().median()).isCloseTo(2, within(0.01));
        assertThat(rows).extracting(LatencyRow::isSustained).containsExactly(true, false);
    }
}
