package delivery.chaos.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A connection to a broker that carries requests and responses as frames of bytes. */
interface FrameConnection extends Closeable {
    /**
     * Sends a request.
     *
     * @param frame header and body, without their length
     */
    void send(ByteBuffer frame) throws IOException;

    /**
     * The next response, header and body. The next call may overwrite its memory.
     *
     * @throws IOException if none comes, for the broker is gone or silent
     */
    ByteBuffer receive() throws IOException;
}
