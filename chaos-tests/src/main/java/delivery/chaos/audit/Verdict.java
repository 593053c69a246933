package delivery.chaos.audit;

/** What a cell comes to; never two of them mixed. In the order in which they are tried. */
public enum Verdict implements LabelledOutcome {
    /** The harness itself failed, or its history cannot be read: nothing is said of the pipeline. */
    HARNESS_ERROR('!'),
    /** An anomaly that the promise rules out was found. */
    FAIL('✗'),
    /** The pipeline did not do what every pipeline must: it did not start, crashed, or did not stop. */
    CONTRACT_BROKEN('‼'),
    /** The pipeline was not through its input in time, or somebody from outside the run interfered. */
    INCONCLUSIVE('?'),
    /** The promise was never put to the test: the fault did not fire as often as it had to, or nothing was produced. */
    NOT_EXERCISED('○'),
    /** Put to the test and kept. */
    PASS('✓');

    private final char shape;

    Verdict(char shape) {
        this.shape = shape;
    }

    /** Whether it is a decision on the promise, so that the numbers of the cell mean something. */
    public boolean isDecided() {
        return this == PASS || this == FAIL;
    }

    @Override
    public char shape() {
        return shape;
    }
}
