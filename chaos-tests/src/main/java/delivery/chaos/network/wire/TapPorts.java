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
    private final Map<Integer, ServerSocket> serversByBroker;
    private volatile boolean closed;

    /** Is given each connection. */
    @FunctionalInterface
    interface Receiver {
        void connected(int brokerId, Socket pipeline) throws IOException;
    }

    /** Listens on free ports, one for every broker. */
    static TapPorts open(Collection<Integer> brokerIds) throws IOException {
        Map<Integer, ServerSocket> servers = new TreeMap<>();
        for (int brokerId : brokerIds) {
            servers.put(brokerId, new ServerSocket(0, 0, InetAddress.getByName(Endpoint.LOOPBACK)));
        }
        return new TapPorts(servers);
    }

    TapPorts(Map<Integer, ServerSocket> serversByBroker) {
        this.serversByBroker = serversByBroker;
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
        try (server) {
            while (!closed) {
                receiver.connected(brokerId, server.accept());
            }
        } catch (IOException failed) {
            // Whatever it was (no file descriptor is left, for one), it would be so again at once, and nothing that
            // follows
            // would prove anything: it is told once, and the pipeline finds the port closed.
            if (!closed) {
                tap.fail(new UncheckedIOException(failed));
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
