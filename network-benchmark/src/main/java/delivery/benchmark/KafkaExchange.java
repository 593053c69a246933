package delivery.benchmark;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;

/**
 * A request that a client sends again and again, numbered by correlation id, and the response that a broker has for it.
 *
 * @param request frame with its length
 * @param response frame with its length
 */
record KafkaExchange(byte[] request, byte[] response) {
    private static final int CORRELATION_ID_IN_REQUEST = 8;
    private static final int CORRELATION_ID_IN_RESPONSE = 4;

    /** Both frames. */
    int bytes() {
        return request.length + response.length;
    }

    /** The broker: answers every request at once. */
    void answer(Socket client) throws IOException {
        InputStream in = client.getInputStream();
        OutputStream out = client.getOutputStream();
        ByteBuffer received = ByteBuffer.allocate(request.length);
        ByteBuffer answer = ByteBuffer.wrap(response.clone());
        while (in.readNBytes(received.array(), 0, request.length) == request.length) {
            answer.putInt(CORRELATION_ID_IN_RESPONSE, received.getInt(CORRELATION_ID_IN_REQUEST));
            out.write(answer.array());
        }
    }

    /** The client of one connection. */
    final class FrameClient {
        private final InputStream in;
        private final OutputStream out;
        private final ByteBuffer numbered = ByteBuffer.wrap(request.clone());
        private final ByteBuffer answer = ByteBuffer.allocate(response.length);
        private int sent;
        private int answered;

        FrameClient(Socket broker) throws IOException {
            in = broker.getInputStream();
            out = broker.getOutputStream();
        }

        int inFlight() {
            return sent - answered;
        }

        int answered() {
            return answered;
        }

        void send() throws IOException {
            numbered.putInt(CORRELATION_ID_IN_REQUEST, sent++);
            out.write(numbered.array());
        }

        /** Waits for the next response, and checks whose it is. */
        void receive() throws IOException {
            if (in.readNBytes(answer.array(), 0, response.length) < response.length) {
                throw new EOFException("the connection ended before the answer to correlation id " + answered);
            }
            int correlationId = answer.getInt(CORRELATION_ID_IN_RESPONSE);
            if (correlationId != answered++) {
                throw new IOException("correlation id " + correlationId + " was answered out of order");
            }
        }

        void roundTrip() throws IOException {
            send();
            receive();
        }
    }
}
