package delivery.toxiproxy.toxics;

/** The place of one toxic in one direction of one connection, as the toxic sees it. Used by one thread only. */
public interface Stage {
    /** The next chunk, waiting for it as long as it takes; null at the end of the stream. */
    Chunk take() throws StageInterruptedException;

    /** The next chunk; null at the end of the stream, or if none came within {@code timeoutNanos}. */
    Chunk take(long timeoutNanos) throws StageInterruptedException;

    /** Hands a chunk to the next stage or to the socket, waiting until there is room. */
    void pass(Chunk chunk) throws StageInterruptedException;

    /** Waits for so many nanoseconds; not at all if negative. */
    void pause(long nanos) throws StageInterruptedException;

    /** Waits for so many nanoseconds, whatever happens to the toxics meanwhile. */
    void pauseThroughSwitches(long nanos) throws StageInterruptedException;

    /** Adds to a count that this stage keeps even if its toxic is updated, and gives the sum; 0 at first. */
    long tally(long bytes);
}
