package delivery.benchmark;

import static delivery.benchmark.Figure.Better.LOWER;

import delivery.chaos.cluster.Endpoint;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;

/**
 * Connections, one after the other: connect, one round trip, close. The round trip shows that the upstream was dialled.
 */
record Connects(MeasuredExchange exchange) implements Workload {
    /** A closed connection keeps its port for a minute, and all of a run come from the same address. */
    private static final int CONNECTIONS_MAX = 200;

    @Override
    public List<Figure> figures() {
        return List.of(new Figure("connect, " + exchange.name() + " there and back, close; p50, µs", LOWER));
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
        long untilNanos = System.nanoTime() + nanos;
        for (long begin = System.nanoTime();
                begin < untilNanos && micros.getN() < CONNECTIONS_MAX;
                begin = System.nanoTime()) {
            exchange.connectAndMakeOne(entry);
            micros.addValue((System.nanoTime() - begin) / 1e3);
        }
        return new double[] {micros.getPercentile(50)};
    }
}
