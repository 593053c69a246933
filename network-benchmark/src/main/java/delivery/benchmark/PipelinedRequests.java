package delivery.benchmark;

import static delivery.benchmark.Figure.Better.HIGHER;

import delivery.chaos.cluster.Endpoint;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Set;

/**
 * Kafka's traffic: clients that have up to five requests under way on their connection, as
 * {@code max.in.flight.requests.per.connection} has it, and a broker that answers each at once and in order.
 *
 * @param name in tables
 */
record PipelinedRequests(String name, int connections, KafkaExchange exchange) implements Workload {
    private static final int IN_FLIGHT = 5;

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
        return exchange::answer;
    }

    @Override
    public double[] measure(Endpoint entry, long nanos) throws IOException, InterruptedException {
        long beginNanos = System.nanoTime();
        long bytes = ConcurrentClients.sum(connections, () -> exchange(entry, beginNanos + nanos));
        return new double[] {bytes / 1e6 / ((System.nanoTime() - beginNanos) / 1e9)};
    }

    private long exchange(Endpoint entry, long untilNanos) throws IOException {
        try (Socket broker = ConcurrentClients.connect(entry)) {
            KafkaExchange.FrameClient client = exchange.new FrameClient(broker);
            do {
                if (client.inFlight() == IN_FLIGHT) {
                    client.receive();
                }
                client.send();
            } while (System.nanoTime() < untilNanos);
            while (client.inFlight() > 0) {
                client.receive();
            }
            return (long) client.answered() * exchange.bytes();
        }
    }
}
