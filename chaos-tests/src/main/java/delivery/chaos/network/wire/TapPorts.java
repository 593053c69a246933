package delivery.chaos.network.wire;

import delivery.chaos.cluster.Endpoint;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** The ports that a wire tap listens on, on the loopback interface: one for every broker. */
final class TapPorts implements Closeable {
    private final Map<Integer, ServerSocket> serversByBroker = new TreeMap<>();
    private volatile boolean closed;

    /** Is given each connection. */
    @FunctionalInterface
    interface Receiver {
        void connected(int brokerId, Socket pipeline) throws IOException;
    }

    TapPorts(Collection<Integer> brokerIds) throws IOException {
        for (int brokerId : brokerIds) {
            serversByBroker.put(brokerId, new ServerSocket(0, 0, InetAddress.getByName(Endpoint.LOOPBACK)));
        }
    }

    /** By broker id, in their order. */
    Map<Integer, Endpoint> addresses() {
        Map<Integer, Endpoint> addresses = new TreeMap<>();
        serversByBroker.forEach((id, server) -> addresses.put(id, Endpoint.loopback(server.getLocalPort())));
        return addresses;
    }

    /** Accepts connections from now on, on threads of the tap's. */
    void accept(Receiver receiver, WireTap tap) {
        serversByBroker.forEach(
                (brokerId, server) -> tap.thread("accept", brokerId, 0, () -> accept(brokerId, server, receiver, tap))
                        .start());
    }

    private void accept(int brokerId, ServerSocket server, Receiver receiver, WireTap tap) {
        while (!closed) {
            try {
                receiver.connected(brokerId, server.accept());
            } catch (IOException failed) {
                if (!closed) {
                    tap.fail(new UncheckedIOException(failed));
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        for (ServerSocket server : serversByBroker.values()) {
            server.close();
        }
    }
}
