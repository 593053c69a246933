package delivery.toxiproxy;

import delivery.toxiproxy.toxics.Chunk;
import java.io.IOException;
import java.net.Socket;

/** The socket at the end of a link: writes what arrives, and closes both directions at the end of the stream. */
final class Destination implements Sink {
    private final Socket socket;
    private final Runnable whenEnded;

    /** @param whenEnded run after the socket was closed, perhaps more than once */
    Destination(Socket socket, Runnable whenEnded) {
        this.socket = socket;
        this.whenEnded = whenEnded;
    }

    @Override
    public void put(Chunk chunk) throws LinkClosedException {
        try {
            socket.getOutputStream().write(chunk.bytes(), chunk.offset(), chunk.length());
        } catch (IOException gone) {
            end();
            throw new LinkClosedException("the peer does not take more", gone);
        }
    }

    @Override
    public void end() {
        Sockets.close(socket);
        whenEnded.run();
    }
}
