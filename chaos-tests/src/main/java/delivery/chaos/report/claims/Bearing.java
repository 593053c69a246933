package delivery.chaos.report.claims;

/** How the outcome of one experiment bears on what is expected of it. */
public enum Bearing {
    AS_EXPECTED("as expected"),
    OTHERWISE("otherwise"),
    /** It was run, and says nothing: nothing was at risk, or the run came to no decision. */
    UNDECIDED("undecided"),
    NOT_RUN("not run"),
    /** A test of the build asserts it; how that ended is not known here. */
    TEST("by a test");

    private final String label;

    Bearing(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
