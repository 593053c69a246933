package delivery.chaos.testbed;

/** The input of a scenario: written whole before the pipeline starts, or batch by batch while it runs. */
public interface InputFeed {
    /** Events that stand in the input topic by now, acknowledged. */
    long written();

    /** Writes no event from this one on, until {@link #goOn()}; an input that is written whole stays so. */
    void pauseBefore(long event);

    /** Takes a pause back. */
    void goOn();
}
