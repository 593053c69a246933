package delivery.toxiproxy;

import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;

/** Closing, when nobody is left who could do anything about a failure to close. */
final class Sockets {
    private static final System.Logger LOG = System.getLogger(Sockets.class.getName());

    private Sockets() {}

    static void close(Closeable socket) {
        try {
            socket.close();
        } catch (IOException failure) {
            LOG.log(Level.WARNING, () -> "could not close " + socket + ": " + failure);
        }
    }
}
