package delivery.benchmark;

import delivery.chaos.cluster.Endpoint;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.util.Set;

/**
 * A small request and its response, one at a time.
 *
 * @param name in tables
 * @param paths that it can take
 */
record MeasuredExchange(String name, Set<NetworkPath> paths, Upstream.Service service, Client client) {
    private static final KafkaExchange HEARTBEATS =
            new KafkaExchange(KafkaFrames.heartbeatRequest(), KafkaFrames.heartbeatResponse());

    static final MeasuredExchange ONE_BYTE = new MeasuredExchange(
            "1 byte", NetworkPath.FOR_ANY_BYTES, MeasuredExchange::echo, server -> () -> sendByte(server));
    static final MeasuredExchange HEARTBEAT = new MeasuredExchange(
            "1 heartbeat",
            NetworkPath.FOR_KAFKA,
            HEARTBEATS::answer,
            server -> HEARTBEATS.new FrameClient(server)::roundTrip);

    /** What a client does on its connection. */
    interface Client {
        RoundTrip on(Socket server) throws IOException;
    }

    /** Sends the request and waits for the response. */
    interface RoundTrip {
        void make() throws IOException;
    }

    /** Connects, makes one round trip, closes. */
    void connectAndMakeOne(Endpoint entry) throws IOException {
        try (Socket socket = ConcurrentClients.connect(entry)) {
            client.on(socket).make();
        }
    }

    private static void echo(Socket client) throws IOException {
        for (int octet = client.getInputStream().read();
                octet >= 0;
                octet = client.getInputStream().read()) {
            client.getOutputStream().write(octet);
        }
    }

    private static void sendByte(Socket server) throws IOException {
        server.getOutputStream().write(1);
        if (server.getInputStream().read() != 1) {
            throw new EOFException("the connection ended before the byte came back");
        }
    }
}
