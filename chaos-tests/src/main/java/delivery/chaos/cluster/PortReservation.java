package delivery.chaos.cluster;

import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free ports, held open until the broker that will listen there starts. They lie below the range that Linux and macOS
 * give to outgoing connections, so that none is taken by a client while a killed broker is down.
 */
public class PortReservation implements Closeable {
    private static final int LOWEST = 10_000;
    private static final int HIGHEST = 32_000;
    private static final int ATTEMPTS = 1_000;

    private final List<ServerSocket> held = new ArrayList<>();

    /** Reserves one more port on the loopback interface. */
    public int reserve() throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            try {
                held.add(new ServerSocket(port, 1, InetAddress.getByName(Endpoint.LOOPBACK)));
                return port;
            } catch (BindException taken) {
                // Somebody else has it: the next attempt draws another.
            }
        }
        throw new IOException("no free port between " + LOWEST + " and " + HIGHEST + " on " + Endpoint.LOOPBACK + " in "
                + ATTEMPTS + " attempts");
    }

    /** Lets the ports go, so that a broker can listen there. */
    @Override
    public void close() throws IOException {
        for (ServerSocket socket : held) {
            socket.close();
        }
    }
}
