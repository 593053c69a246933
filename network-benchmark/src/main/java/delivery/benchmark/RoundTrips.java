package delivery.benchmark;

import static delivery.benchmark.Figure.Better.LOWER;

import delivery.chaos.cluster.Endpoint;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;

/** Ping-pong: there and back on one connection, one exchange at a time. */
record RoundTrips(MeasuredExchange exchange) implements Workload {
    @Override
    public List<Figure> figures() {
        return List.of(
                new Figure("ping-pong of " + exchange.name() + ", p50, µs", LOWER),
                new Figure("ping-pong of " + exchange.name() + ", p99, µs", LOWER));
    }

    @Override
    public Set<NetworkPath> paths() {
        return exchange.paths();
    }

    @Override
    public Upstream.Service service() {
        return exchange.service();
    }

    @Override
    public double[] measure(Endpoint entry, long nanos) throws IOException {
        DescriptiveStatistics micros = new DescriptiveStatistics();
        try (Socket socket = ConcurrentClients.connect(entry)) {
            MeasuredExchange.RoundTrip roundTrip = exchange.client().on(socket);
            roundTrip.make();
            long untilNanos = System.nanoTime() + nanos;
            for (long begin = System.nanoTime(); begin < untilNanos; begin = System.nanoTime()) {
                roundTrip.make();
                micros.addValue((System.nanoTime() - begin) / 1e3);
            }
        }
        return new double[] {micros.getPercentile(50), micros.getPercentile(99)};
    }
}
