package delivery.chaos.benchmark;

import delivery.chaos.cluster.Endpoint;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Set;

/**
 * A request and its response, one at a time.
 *
 * @param name in tables
 * @param paths that they can take
 */
record Exchange(String name, Set<NetworkPath> paths, byte[] request, byte[] response) {
    static final Exchange ONE_BYTE = new Exchange("1 byte", NetworkPath.FOR_ANY_BYTES, new byte[1], new byte[1]);
    /** Correlation ids stay the same, for never are two requests under way. */
    static final Exchange HEARTBEAT = new Exchange(
            "1 heartbeat", NetworkPath.FOR_KAFKA, KafkaFrames.heartbeatRequest(), KafkaFrames.heartbeatResponse());

    /** Sends the request and waits for the response. */
    void roundTrip(Socket server) throws IOException {
        server.getOutputStream().write(request);
        if (server.getInputStream().readNBytes(response.length).length < response.length) {
            throw new EOFException("the connection ended before the response to " + name);
        }
    }

    /** Connects, makes one round trip, closes. */
    void connectAndRoundTrip(Endpoint entry) throws IOException {
        try (Socket socket = Clients.connect(entry)) {
            roundTrip(socket);
        }
    }

    /** Answers every request. */
    void answer(Socket client) throws IOException {
        InputStream in = client.getInputStream();
        while (in.readNBytes(request.length).length == request.length) {
            client.getOutputStream().write(response);
        }
    }
}
