package delivery.chaos.network.wire;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.function.IntFunction;

/**
 * Kafka's framing: four bytes of length, then as many of a request or response, which begins with a correlation id. A
 * frame is a buffer without its length; that stands in the same array before it, so that both are written at once,
 * uncopied.
 */
final class Frames {
    private static final int MAX_FRAME_BYTES = 100 << 20;
    /** For the lengths and for small frames; what is longer is read past this buffer. */
    private static final int BUFFER_BYTES = 8 << 10;

    private Frames() {}

    static DataInputStream in(Socket socket) throws IOException {
        return new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES));
    }

    /** An empty frame of so many bytes, with its length before it. */
    static ByteBuffer allocate(int length) {
        return within(new byte[Integer.BYTES + length], length);
    }

    /** The frame of so many bytes in an array that may be longer. */
    static ByteBuffer within(byte[] bytes, int length) {
        return ByteBuffer.wrap(bytes).putInt(length).slice().limit(length);
    }

    /**
     * Reads one frame; null at the end of the stream.
     *
     * @param memory gives an empty frame of so many bytes
     * @throws java.io.EOFException if the stream ends inside a frame, its length included
     * @throws IllegalStateException if Kafka has no frame of that length
     */
    static ByteBuffer read(DataInputStream in, IntFunction<ByteBuffer> memory) throws IOException {
        int first = in.read();
        if (first < 0) {
            return null;
        }
        int length = first << 24 | in.readUnsignedByte() << 16 | in.readUnsignedShort();
        if (length < Integer.BYTES || length > MAX_FRAME_BYTES) {
            throw new IllegalStateException("a frame of " + length + " bytes is not Kafka's");
        }
        ByteBuffer frame = memory.apply(length);
        in.readFully(frame.array(), frame.arrayOffset(), length);
        return frame;
    }

    /** Writes one frame; false if the peer is gone, which whoever reads from it learns more exactly. */
    static boolean write(OutputStream out, ByteBuffer frame) {
        try {
            out.write(frame.array(), frame.arrayOffset() - Integer.BYTES, Integer.BYTES + frame.limit());
            return true;
        } catch (IOException gone) {
            return false;
        }
    }
}
