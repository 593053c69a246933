package delivery.benchmark;

import static delivery.benchmark.Figure.Better.HIGHER;

import delivery.chaos.cluster.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Bytes in one direction, as fast as they go: writes of 64 KiB, until the time is over; counted where they arrive. */
final class ByteStream implements Workload {
    private static final int WRITE_BYTES = 64 << 10;
    private static final int ARRIVAL_TIMEOUT_SECONDS = 20;

    private record Arrived(long bytes, long endNanos) {}

    private final int connections;
    private final BlockingQueue<Arrived> arrived = new LinkedBlockingQueue<>();

    ByteStream(int connections) {
        this.connections = connections;
    }

    @Override
    public List<Figure> figures() {
        String on = connections == 1 ? "1 connection" : connections + " connections";
        return List.of(new Figure("throughput, " + on + ", MB/s", HIGHER));
    }

    @Override
    public Set<NetworkPath> paths() {
        return NetworkPath.FOR_ANY_BYTES;
    }

    @Override
    public Upstream.Service service() {
        return client -> {
            InputStream in = client.getInputStream();
            byte[] buffer = new byte[WRITE_BYTES];
            long bytes = 0;
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                bytes += length;
            }
            arrived.add(new Arrived(bytes, System.nanoTime()));
        };
    }

    @Override
    public double[] measure(Endpoint entry, long nanos) throws IOException, InterruptedException {
        long beginNanos = System.nanoTime();
        long sent = ConcurrentClients.sum(connections, () -> send(entry, beginNanos + nanos));
        long received = 0;
        long endNanos = beginNanos;
        for (int i = 0; i < connections; i++) {
            Arrived one = arrived.poll(ARRIVAL_TIMEOUT_SECONDS, TimeUnit.SECONDS);
            if (one == null) {
                throw new IOException("only " + i + " of " + connections + " connections have arrived");
            }
            received += one.bytes();
            endNanos = Math.max(endNanos, one.endNanos());
        }
        if (received != sent) {
            throw new IOException(sent + " bytes were sent, " + received + " arrived");
        }
        return new double[] {received / 1e6 / ((endNanos - beginNanos) / 1e9)};
    }

    private static long send(Endpoint entry, long untilNanos) throws IOException {
        byte[] buffer = new byte[WRITE_BYTES];
        long bytes = 0;
        try (Socket socket = ConcurrentClients.connect(entry)) {
            OutputStream out = socket.getOutputStream();
            do {
                out.write(buffer);
                bytes += buffer.length;
            } while (System.nanoTime() < untilNanos);
        }
        return bytes;
    }
}
