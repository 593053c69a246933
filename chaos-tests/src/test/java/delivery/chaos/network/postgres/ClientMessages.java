package delivery.chaos.network.postgres;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Messages as a client of PostgreSQL sends them, byte by byte. */
final class ClientMessages {
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    private static ClientMessages begin() {
        return new ClientMessages();
    }

    static byte[] startup() {
        return begin().number(4, 196_608)
                .text("user")
                .text("somebody")
                .number(1, 0)
                .message(0);
    }

    static byte[] query(String statement) {
        return begin().text(statement).message('Q');
    }

    static byte[] parse(String name, String statement) {
        return begin().text(name).text(statement).number(2, 0).message('P');
    }

    /** One parameter as text, one in binary form, and one that is null. */
    static byte[] bind(String name, String text, int binary) {
        byte[] value = text.getBytes(StandardCharsets.UTF_8);
        return begin().text("")
                .text(name)
                .number(2, 3)
                .number(2, 0)
                .number(2, 1)
                .number(2, 0)
                .number(2, 3)
                .number(4, value.length)
                .bytes(value)
                .number(4, 4)
                .number(4, binary)
                .number(4, -1)
                .number(2, 0)
                .message('B');
    }

    static byte[] execute() {
        return begin().text("").number(4, 0).message('E');
    }

    static byte[] sync() {
        return begin().message('S');
    }

    private ClientMessages text(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8)).number(1, 0);
    }

    private ClientMessages bytes(byte[] bytes) {
        body.writeBytes(bytes);
        return this;
    }

    private ClientMessages number(int bytes, int value) {
        byte[] all = ByteBuffer.allocate(4).putInt(value).array();
        body.write(all, 4 - bytes, bytes);
        return this;
    }

    private byte[] message(int type) {
        ByteBuffer message = ByteBuffer.allocate((type == 0 ? 0 : 1) + 4 + body.size());
        if (type != 0) {
            message.put((byte) type);
        }
        return message.putInt(4 + body.size()).put(body.toByteArray()).array();
    }
}
