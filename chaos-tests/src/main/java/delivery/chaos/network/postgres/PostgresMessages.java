package delivery.chaos.network.postgres;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Messages as PostgreSQL frames them (documentation, "Message Formats"): a type of one byte, except in the first of a
 * client's; a length of four bytes, which counts itself; the body.
 */
final class PostgresMessages {
    /** Type of a client's first message, which has none. */
    static final byte STARTUP = 0;

    private static final int LENGTH_BYTES = 4;
    private static final int LONGEST = 1 << 28;

    private PostgresMessages() {}

    /**
     * One message as it crossed.
     *
     * @param type {@code 'Q'}, {@code 'P'}, …
     * @param bytes all of it, with type and length
     */
    record Message(byte type, byte[] bytes) {
        /** What stands after type and length. */
        ByteBuffer body() {
            int head = (type == STARTUP ? 0 : 1) + LENGTH_BYTES;
            return ByteBuffer.wrap(bytes, head, bytes.length - head).slice();
        }
    }

    /** The next message; null at the end of the stream. */
    static Message read(DataInputStream in) throws IOException {
        int type = in.read();
        return type < 0 ? null : read(in, (byte) type);
    }

    /** A client's first message; null at the end of the stream. */
    static Message readStartup(DataInputStream in) throws IOException {
        try {
            return body(in, STARTUP, in.readInt());
        } catch (EOFException left) {
            return null;
        }
    }

    private static Message read(DataInputStream in, byte type) throws IOException {
        return body(in, type, in.readInt());
    }

    private static Message body(DataInputStream in, byte type, int length) throws IOException {
        if (length < LENGTH_BYTES || length > LONGEST) {
            throw new IOException("no message of PostgreSQL's protocol: type " + type + ", length " + length);
        }
        int head = type == STARTUP ? 0 : 1;
        ByteBuffer message = ByteBuffer.allocate(head + length);
        if (head == 1) {
            message.put(type);
        }
        message.putInt(length);
        in.readFully(message.array(), message.position(), length - LENGTH_BYTES);
        return new Message(type, message.array());
    }

    /** A text that ends with a zero. */
    static String text(ByteBuffer body) {
        int from = body.position();
        int end = from;
        while (body.get(end) != 0) {
            end++;
        }
        String text = new String(body.array(), body.arrayOffset() + from, end - from, StandardCharsets.UTF_8);
        body.position(end + 1);
        return text;
    }
}
