package delivery.toxiproxy.toxics;

/**
 * One way to spoil a stream of bytes. A toxic is its attributes: immutable, shared by all connections of a proxy; what
 * it remembers about one connection is in that connection's {@link Stage}.
 */
public interface Toxic {
    /**
     * Moves chunks from the stage's input to its output. Returning ends the stream: the socket at the end of this link
     * is closed, after what was already passed on.
     *
     * @throws StageInterruptedException if the toxics changed, to be run again, or if the connection is gone
     */
    void pipe(Stage stage) throws StageInterruptedException;

    /** How many chunks may wait in front of this toxic. */
    default int bufferedChunks() {
        return 1;
    }

    /** Whether removing this toxic closes the connections that exist then. */
    default boolean closesWhenRemoved() {
        return false;
    }

    /** What is wrong with these attributes, in a sentence; empty if nothing is. */
    default String complaint() {
        return "";
    }
}
