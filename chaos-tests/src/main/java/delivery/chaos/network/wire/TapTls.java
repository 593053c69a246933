package delivery.chaos.network.wire;

import java.io.IOException;
import java.net.Socket;

/** What is spoken over the connections on the two sides of a tap: plain frames, or these within TLS. */
public interface TapTls {
    /** Neither side speaks TLS. */
    TapTls NONE = new TapTls() {
        @Override
        public Socket toPipeline(Socket accepted) {
            return accepted;
        }

        @Override
        public Socket toBroker(Socket connected, int brokerId) {
            return connected;
        }
    };

    /** What is spoken over a connection that a pipeline has made; the handshake comes with the first byte. */
    Socket toPipeline(Socket accepted) throws IOException;

    /** The same of one that was made for it. */
    Socket toBroker(Socket connected, int brokerId) throws IOException;
}
