package delivery.chaos.network.wire;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;

/** Kafka's framing: four bytes of length, then as many of a request or response, which begins with a correlation id. */
final class Frames {
    private static final int MAX_FRAME_BYTES = 100 << 20;
    private static final int BUFFER_BYTES = 64 << 10;

    private Frames() {}

    static DataInputStream in(Socket socket) throws IOException {
        return new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES));
    }

    /**
     * Reads one frame without its length; null at the end of the stream.
     *
     * @throws EOFException if the stream ends inside a frame
     * @throws IllegalStateException if the length is none of Kafka's
     */
    static ByteBuffer read(DataInputStream in) throws IOException {
        int length;
        try {
            length = in.readInt();
        } catch (EOFException end) {
            return null;
        }
        if (length < Integer.BYTES || length > MAX_FRAME_BYTES) {
            throw new IllegalStateException("a frame of " + length + " bytes is none of Kafka's");
        }
        byte[] frame = new byte[length];
        in.readFully(frame);
        return ByteBuffer.wrap(frame);
    }

    /** Writes one frame; false if the peer is gone. */
    static boolean write(OutputStream out, ByteBuffer frame) {
        byte[] bytes = new byte[Integer.BYTES + frame.remaining()];
        ByteBuffer.wrap(bytes).putInt(frame.remaining()).put(frame.duplicate());
        try {
            out.write(bytes);
            return true;
        } catch (IOException gone) {
            return false;
        }
    }
}
