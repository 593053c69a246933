package delivery.chaos.audit;

import delivery.contract.Anomaly;
import delivery.contract.Expectation;

/**
 * A sabotaged pipeline before the judge, and beside it, under the same fault and seed, the module that it pretends to
 * be.
 *
 * @param mistake that it makes, in half a sentence
 * @param anomaly that it must be convicted of
 * @param accused cell of the sabotaged pipeline
 * @param control cell of the correct module
 */
public record Conviction(String mistake, Anomaly anomaly, Cell accused, Cell control) {

    /** How a trial came out. */
    public enum TrialOutcome implements LabelledOutcome {
        /** Convicted of what it had to be, and the correct module acquitted. */
        CONVICTED('✓', "detected"),
        /** Not convicted of that: the auditor or the aim of the fault is wrong. */
        ESCAPED('✗', "not detected"),
        /** The correct module did not pass under the same fault. */
        CONTROL_ACCUSED('!', "correct version accused");

        private final char shape;
        private final String label;

        TrialOutcome(char shape, String label) {
            this.shape = shape;
            this.label = label;
        }

        @Override
        public String label() {
            return label;
        }

        @Override
        public char shape() {
            return shape;
        }
    }

    /** How it came out: a conviction wants a FAIL, the anomaly found and forbidden, and a strike with its proof. */
    public TrialOutcome status() {
        if (control.verdict() != Verdict.PASS) {
            return TrialOutcome.CONTROL_ACCUSED;
        }
        // A pipeline that is stuck cannot be judged further. It is convicted because the correct module was not stuck.
        boolean convicted = accused.verdict() == Verdict.FAIL
                || anomaly == Anomaly.STUCK && accused.verdict() == Verdict.INCONCLUSIVE;
        boolean guilty = convicted
                && accused.count(anomaly) > 0
                && (accused.expectation(anomaly) == Expectation.FORBIDDEN || isOutside());
        return guilty && wasStruck() ? TrialOutcome.CONVICTED : TrialOutcome.ESCAPED;
    }

    /**
     * One proven strike is enough. A mistake may leave later strikes nothing to strike at: the pipeline crashes at the
     * first, stands still, or has run through its input. What was found is forbidden all the same, and that nothing but
     * the mistake prevented the other strikes is shown by the correct module, which got through all of them under the
     * same seed. The conviction says how many there were.
     */
    private boolean wasStruck() {
        return accused.faultsFired() >= Math.min(1, strikesPlanned());
    }

    private int strikesPlanned() {
        return accused.audit().scenario().firingsRequired();
    }

    /** Empty if the fault struck as often as planned. */
    private String strikesIfFewer() {
        return accused.faultsFired() >= strikesPlanned()
                ? ""
                : "; detected after %d of %d strikes, the correct module got through all of them"
                        .formatted(accused.faultsFired(), strikesPlanned());
    }

    /** Whether some of it was found where no fault had anything in flight: that no promise leaves open. */
    private boolean isOutside() {
        Finding outside = accused.audit().outside().get(anomaly);
        return outside != null && outside.count() > 0;
    }

    public boolean isConvicted() {
        return status() == TrialOutcome.CONVICTED;
    }

    /** Name of the sabotaged pipeline. */
    public String sabotage() {
        return accused.module();
    }

    /** {@code 13 events}: in how many it was found; {@code –} if there are no numbers. */
    public String extent() {
        Long count = accused.count(anomaly);
        if (count == null) {
            return "–";
        }
        return Quantity.of(count, anomaly.unit());
    }

    /** Why it came out so. */
    public String reason() {
        return switch (status()) {
            case CONVICTED -> accused.reason() + strikesIfFewer();
            case ESCAPED ->
                "not found to have " + anomaly.label() + " " + anomaly.unit() + ": "
                        + accused.verdict().label() + ", " + accused.reason();
            case CONTROL_ACCUSED ->
                "the correct " + control.id() + ": " + control.verdict().label() + ", " + control.reason();
        };
    }
}
