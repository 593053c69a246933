package delivery.chaos.log;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import org.apache.kafka.common.Node;

/** A socket to a broker that asks for neither TLS nor a name. */
final class PlainConnection implements FrameConnection {
    private static final int SOCKET_TIMEOUT_MS = 60_000;

    private final Socket socket;
    private final DataOutputStream out;
    private final DataInputStream in;
    private byte[] answer = new byte[0];

    PlainConnection(Node broker) throws IOException {
        socket = new Socket(broker.host(), broker.port());
        socket.setSoTimeout(SOCKET_TIMEOUT_MS);
        // Else a request's second packet waits for the leader to acknowledge the first, which it delays by 40 ms.
        socket.setTcpNoDelay(true);
        out = new DataOutputStream(socket.getOutputStream());
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    @Override
    public void send(ByteBuffer frame) throws IOException {
        out.writeInt(frame.remaining());
        out.write(frame.array(), frame.arrayOffset() + frame.position(), frame.remaining());
    }

    @Override
    public ByteBuffer receive() throws IOException {
        int length = in.readInt();
        if (length > answer.length) {
            answer = new byte[length];
        }
        in.readFully(answer, 0, length);
        return ByteBuffer.wrap(answer, 0, length);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
