package delivery.chaos.network.wire;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;

/**
 * One side of a tapped connection.
 *
 * @param socket that is closed at its end: TLS would say farewell first, where one that is reset says nothing
 * @param spoken over it: another socket if that is TLS
 */
record TapSide(Socket socket, Socket spoken) implements Closeable {
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
