package delivery.chaos.audit;

/** What a cell comes to; never two of them mixed. In the order in which they are tried. */
public enum Verdict {
    /** The harness itself failed, or its history cannot be read: nothing is said of the pipeline. */
    HARNESS_ERROR("harness error", '!'),
    /** An anomaly that the promise rules out was found. */
    FAIL("fail", '✗'),
    /** The pipeline did not do what every pipeline must: it did not start, crashed, or did not stop. */
    CONTRACT_BROKEN("contract broken", '‼'),
    /** The pipeline was not through its input in time, or somebody from outside the run interfered. */
    INCONCLUSIVE("inconclusive", '?'),
    /** The promise was never put to the test: the fault did not fire as often as it had to, or nothing was produced. */
    NOT_EXERCISED("not exercised", '○'),
    /** Put to the test and kept. */
    PASS("pass", '✓');

    private final String label;
    private final char shape;

    Verdict(String label, char shape) {
        this.label = label;
        this.shape = shape;
    }

    /** The word for people. */
    public String label() {
        return label;
    }

    /** A sign that can be told from the others without colour. */
    public char shape() {
        return shape;
    }
}
