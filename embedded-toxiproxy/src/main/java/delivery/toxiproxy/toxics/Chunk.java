package delivery.toxiproxy.toxics;

import java.util.Arrays;

/**
 * Bytes that were read from a socket at once.
 *
 * @param arrivedNanos when they were read, on the clock of {@link System#nanoTime()}
 */
public record Chunk(byte[] bytes, int offset, int length, long arrivedNanos) {

    /** A chunk of its own, of the first {@code length} bytes of a buffer that will be used again. */
    public static Chunk copyOf(byte[] buffer, int length, long arrivedNanos) {
        return new Chunk(Arrays.copyOf(buffer, length), 0, length, arrivedNanos);
    }

    /** The part from one index, inclusive, to another, exclusive. */
    public Chunk part(int from, int to) {
        return new Chunk(bytes, offset + from, to - from, arrivedNanos);
    }

    /** The same bytes, as if they had been read later. */
    public Chunk arrivedLater(long nanos) {
        return new Chunk(bytes, offset, length, arrivedNanos + nanos);
    }
}
