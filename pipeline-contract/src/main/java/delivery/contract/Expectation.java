package delivery.contract;

/** What a guarantee says of an anomaly, from strict to lenient (the grades of jcstress). */
public enum Expectation {
    /** The promise rules it out: one is enough to fail. */
    FORBIDDEN,
    /** The promise leaves it open, and nothing in the circumstances brings it about. */
    ACCEPTABLE,
    /** The promise leaves it open, and the circumstances bring it about: the suite expects to see it. */
    INTERESTING
}
