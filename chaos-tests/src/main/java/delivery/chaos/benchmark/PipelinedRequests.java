package delivery.chaos.benchmark;

import static delivery.chaos.benchmark.Figure.Better.HIGHER;

import delivery.chaos.cluster.Endpoint;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;

/**
 * Kafka's traffic: clients that have up to five requests under way on their connection, as
 * {@code max.in.flight.requests.per.connection} has it, and a broker that answers each at once and in order.
 *
 * @param name in tables
 * @param request frame with its length; the client numbers its copies by correlation id
 * @param response frame with its length; the broker copies the correlation id
 */
record PipelinedRequests(String name, int connections, byte[] request, byte[] response) implements Workload {
    private static final int IN_FLIGHT = 5;
    private static final int CORRELATION_ID_IN_REQUEST = 8;
    private static final int CORRELATION_ID_IN_RESPONSE = 4;

    @Override
    public List<Figure> figures() {
        String on = connections == 1 ? "1 connection" : connections + " connections";
        return List.of(new Figure(name + ", " + on + ", MB/s", HIGHER));
    }

    @Override
    public Set<NetworkPath> paths() {
        return NetworkPath.FOR_KAFKA;
    }

    @Override
    public Upstream.Service service() {
        return this::answer;
    }

    private void answer(Socket client) throws IOException {
        DataInputStream in = new DataInputStream(client.getInputStream());
        OutputStream out = client.getOutputStream();
        byte[] received = new byte[request.length];
        ByteBuffer answer = ByteBuffer.wrap(response.clone());
        while (in.readNBytes(received, 0, received.length) == received.length) {
            answer.putInt(CORRELATION_ID_IN_RESPONSE, ByteBuffer.wrap(received).getInt(CORRELATION_ID_IN_REQUEST));
            out.write(answer.array());
        }
    }

    @Override
    public double[] measure(Endpoint entry, long nanos) throws IOException, InterruptedException {
        long beginNanos = System.nanoTime();
        long bytes = Clients.sum(connections, () -> exchange(entry, beginNanos + nanos));
        return new double[] {bytes / 1e6 / ((System.nanoTime() - beginNanos) / 1e9)};
    }

    private long exchange(Endpoint entry, long untilNanos) throws IOException {
        try (Socket broker = Clients.connect(entry)) {
            DataInputStream in = new DataInputStream(broker.getInputStream());
            ByteBuffer numbered = ByteBuffer.wrap(request.clone());
            byte[] answer = new byte[response.length];
            int sent = 0;
            int answered = 0;
            while (System.nanoTime() < untilNanos || answered < sent) {
                if (sent - answered < IN_FLIGHT && System.nanoTime() < untilNanos) {
                    numbered.putInt(CORRELATION_ID_IN_REQUEST, sent++);
                    broker.getOutputStream().write(numbered.array());
                } else {
                    receive(in, answer, answered++);
                }
            }
            return (long) answered * (request.length + response.length);
        }
    }

    private void receive(DataInputStream in, byte[] answer, int expected) throws IOException {
        if (in.readNBytes(answer, 0, answer.length) < answer.length) {
            throw new EOFException("the connection ended before the answer to correlation id " + expected);
        }
        int correlationId = ByteBuffer.wrap(answer).getInt(CORRELATION_ID_IN_RESPONSE);
        if (correlationId != expected) {
            throw new IOException("correlation id " + correlationId + " was answered, not " + expected);
        }
    }
}
