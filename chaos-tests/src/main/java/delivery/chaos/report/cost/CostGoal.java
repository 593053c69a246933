package delivery.chaos.report.cost;

import java.util.List;
import java.util.Optional;

/**
 * What a guarantee may cost.
 *
 * @param ratio of throughputs, at least
 */
public record CostGoal(String variant, String to, double ratio) {
    public static final List<CostGoal> ALL = List.of(
            new CostGoal(VariantNames.TRANSACTIONAL_100_MS, VariantNames.AT_LEAST_ONCE_100_MS, 0.9),
            new CostGoal(VariantNames.TRANSACTIONAL_100_MS_SHORT_BACKOFF, VariantNames.AT_LEAST_ONCE_100_MS, 0.9),
            new CostGoal(VariantNames.STREAMS, VariantNames.STREAMS_AT_LEAST_ONCE, 0.85));

    /** It, and what was measured. */
    public record GoalOutcome(CostGoal goal, Estimate measured) {
        /** Reached or missed where the whole interval is on one side; else it cannot be told. */
        public String word() {
            if (measured.low() >= goal.ratio) {
                return "reached";
            }
            return measured.high() < goal.ratio ? "missed" : "not decided by this run";
        }
    }

    Optional<GoalOutcome> outcome(CostBlock block) {
        return block.ratio(variant, to).map(measured -> new GoalOutcome(this, measured));
    }
}
