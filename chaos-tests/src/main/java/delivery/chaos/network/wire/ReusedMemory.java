package delivery.chaos.network.wire;

import java.nio.ByteBuffer;

/** Memory for frames that nobody needs any more when the next one is read: a large array costs more than its bytes. */
final class ReusedMemory {
    /** A consumer's fetch.max.bytes is 50 MiB; a few such frames are no reason for every connection to keep as much. */
    private static final int KEPT_BYTES_MAX = 2 << 20;

    private byte[] bytes = new byte[0];

    /** An empty frame; the one before it is overwritten. */
    ByteBuffer frame(int length) {
        if (length > KEPT_BYTES_MAX) {
            return Frames.allocate(length);
        }
        if (bytes.length < Integer.BYTES + length) {
            bytes = new byte[Integer.BYTES + length];
        }
        return Frames.within(bytes, length);
    }
}
