package delivery.contract;

/** What a guarantee says of an anomaly, from strict to lenient (the grades of jcstress). */
public enum Expectation {
    /** The promise rules it out: one is enough to fail. */
    FORBIDDEN("forbidden"),
    /** The promise leaves it open, and nothing in the circumstances brings it about. */
    ACCEPTABLE("allowed"),
    /** The promise leaves it open, and the circumstances bring it about: the suite expects to see it. */
    INTERESTING("expected");

    private final String label;

    Expectation(String label) {
        this.label = label;
    }

    /** The word for people. */
    public String label() {
        return label;
    }
}
