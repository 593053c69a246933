package delivery.toxiproxy;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One end of a connection. Whatever it waits for comes within ten seconds or fails the test. */
final class Peer implements Closeable {
    private static final int TIMEOUT_MS = 10_000;

    /** How a connection ends for the one who reads. */
    enum Ending {
        EOF,
        RESET
    }

    final Socket socket;

    Peer(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MS);
    }

    void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.US_ASCII));
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** Reads exactly so many bytes. */
    String receive(int length) throws IOException {
        byte[] bytes = socket.getInputStream().readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("the connection ended after " + bytes.length + " of " + length + " bytes");
        }
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    /** Reads what one read call gives. */
    String receiveSome() throws IOException {
        byte[] bytes = new byte[1 << 16];
        int length = socket.getInputStream().read(bytes);
        return new String(bytes, 0, Math.max(0, length), StandardCharsets.US_ASCII);
    }

    /** Reads so many bytes; gives how many each read call gave. */
    List<Integer> receivePieces(int length) throws IOException {
        List<Integer> pieces = new ArrayList<>();
        for (int read = 0; read < length; read += pieces.get(pieces.size() - 1)) {
            pieces.add(receiveSome().length());
        }
        return pieces;
    }

    /** Reads to the end, and gives what was read. */
    String receiveAll() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }

    /** Waits for the end of a connection on which nothing more should come. */
    Ending ending() throws IOException {
        try {
            int next = socket.getInputStream().read();
            if (next >= 0) {
                throw new IOException("the connection goes on with byte " + next);
            }
            return Ending.EOF;
        } catch (SocketException reset) {
            return Ending.RESET;
        }
    }

    /** Whether nothing can be read for so many milliseconds, and the connection is still open. */
    boolean silentFor(int ms) throws IOException {
        socket.setSoTimeout(ms);
        try {
            return socket.getInputStream().read() == Integer.MIN_VALUE;
        } catch (SocketTimeoutException silence) {
            return true;
        } finally {
            socket.setSoTimeout(TIMEOUT_MS);
        }
    }

    /** Ends the connection by a RST. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
