package delivery.chaos.report.claims;

import java.util.List;
import java.util.Locale;

/** Whether a run, or all runs of a build, bear a grade out; computed from the outcomes of experiments. */
public enum ClaimVerdict {
    /** Every experiment was run and came out as the grade says. */
    SUPPORTED("✓", "pass", "supported"),
    /** All that was run came out as the grade says, and some of it was not run, or said nothing. */
    IN_PART("◐", "inconclusive", "supported in part"),
    /** An experiment came out otherwise: the grade is wrong, or the suite is. */
    TURNED("✕", "fail", "turned"),
    NOT_RUN("·", "not-run", "not run"),
    /** Tests of the build assert it, and fail the build where it is not so; how they ended is not known here. */
    TESTED("□", "not-run", "by a test of the build"),
    NO_EXPERIMENT("–", "not-run", "no experiment");

    private final String shape;
    private final String style;
    private final String label;

    ClaimVerdict(String shape, String style, String label) {
        this.shape = shape;
        this.style = style;
        this.label = label;
    }

    /** That of experiments with these outcomes; {@link #NO_EXPERIMENT} if there are none. */
    static ClaimVerdict of(List<Bearing> bearings) {
        if (bearings.isEmpty()) {
            return NO_EXPERIMENT;
        }
        if (bearings.contains(Bearing.OTHERWISE)) {
            return TURNED;
        }
        if (bearings.stream().allMatch(Bearing.TEST::equals)) {
            return TESTED;
        }
        if (!bearings.contains(Bearing.AS_EXPECTED)) {
            return NOT_RUN;
        }
        return bearings.stream().allMatch(Bearing.AS_EXPECTED::equals) ? SUPPORTED : IN_PART;
    }

    /** One sign, so that no colour is needed. */
    public String shape() {
        return shape;
    }

    /** The class of the pages' style. */
    public String style() {
        return style;
    }

    public String label() {
        return label;
    }

    /** As in addresses: {@code in-part}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
