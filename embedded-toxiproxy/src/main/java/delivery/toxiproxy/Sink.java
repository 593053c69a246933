package delivery.toxiproxy;

import delivery.toxiproxy.toxics.Chunk;

/** Where chunks go next: a toxic's stage, or the socket at the end of the link. */
interface Sink {
    /**
     * Takes a chunk, waiting until there is room for it.
     *
     * @throws LinkClosedException if nothing goes through here any more
     */
    void put(Chunk chunk) throws LinkClosedException;

    /** Marks the end of the stream, after every chunk that was put. */
    void end();
}
