package delivery.chaos.testbed;

/** The input of a scenario: written whole before the pipeline starts, or batch by batch while it runs. */
public interface InputFeed {
    /** Events that stand in the input topic by now, acknowledged. */
    long written();

    /**
     * The same and those that are being written: a pipeline may have an event before its writer has the
     * acknowledgement.
     */
    long begun();

    /**
     * Writes no event from this one on, until {@link #goOn()} or a later pause; an input that is written whole stays
     * so.
     */
    void pauseBefore(long event);

    /** Writes the next portion, once the pipeline has committed what is there, and none after it until told again. */
    default void writeOneMore() {
        pauseBefore(begun() + 1);
    }

    /** Takes a pause back. */
    void goOn();
}
