package delivery.chaos.report.blast;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that strikes at random moments have shown.
 *
 * @param cells those that the formulas are fitted to, and those that test them
 */
public record BlastRadius(List<BlastCell> cells) {
    /** In the order of promises. */
    public static final List<String> GUARANTEES =
            List.of("at-most-once", "at-least-once", "idempotent-producer", "transactional-eos", "streams-eos");

    /**
     * A cell that the formula was not fitted to.
     *
     * @param predicted events a strike, by the formula
     */
    public record Prediction(BlastCell cell, double predicted) {
        /** Whether the prediction is within the interval of what was measured. */
        public boolean agrees() {
            return cell.mean().meets(predicted, predicted);
        }

        /** Measured divided by predicted; 1 if both are none. */
        public double factor() {
            double measured = cell.mean().median();
            return measured == predicted ? 1 : measured / predicted;
        }
    }

    /**
     * How far tests strayed from the formulas.
     *
     * @param low least of measured ÷ predicted
     * @param high greatest of the same
     * @param agreeing number of tests whose interval holds the prediction
     */
    public record Fit(int tests, int agreeing, double low, double high) {}

    /** The formula of a guarantee under a blow, if it was measured. */
    public Optional<BlastFormula> formula(String guarantee, Blow blow) {
        List<BlastCell> of = cells.stream()
                .filter(cell -> cell.setting().guarantee().equals(guarantee)
                        && cell.setting().blow() == blow)
                .toList();
        return of.isEmpty() ? Optional.empty() : Optional.of(BlastFormula.fit(guarantee, blow, of));
    }

    /** All formulas, in the order of promises. */
    public List<BlastFormula> formulas() {
        return GUARANTEES.stream()
                .flatMap(guarantee -> Stream.of(Blow.values()).flatMap(blow -> formula(guarantee, blow).stream()))
                .toList();
    }

    /** The cells that no formula was fitted to, with what was predicted for them. */
    public List<Prediction> tests() {
        return cells.stream()
                .filter(cell -> !cell.setting().fitted())
                .map(cell -> new Prediction(
                        cell,
                        formula(cell.setting().guarantee(), cell.setting().blow())
                                .orElseThrow()
                                .perStrike(cell.setting())))
                .toList();
    }

    /** How far the tests strayed: the formula's numbers are good within that, and no better. */
    public Fit fit() {
        List<Prediction> tests =
                tests().stream().filter(test -> test.predicted() > 0).toList();
        return new Fit(
                tests.size(),
                (int) tests.stream().filter(Prediction::agrees).count(),
                tests.stream().mapToDouble(Prediction::factor).min().orElse(1),
                tests.stream().mapToDouble(Prediction::factor).max().orElse(1));
    }
}
