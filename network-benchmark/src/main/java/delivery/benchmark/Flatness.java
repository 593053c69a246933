package delivery.benchmark;

import delivery.chaos.cluster.Endpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;

/** Whether connections leave anything behind: what this process holds before, and after each part of them. */
final class Flatness {
    private static final int WARM_UP_CONNECTIONS = 200;
    private static final Duration RELEASE_DEADLINE = Duration.ofSeconds(60);
    /** As long as this, threads and sockets stand still before the heap is looked at. */
    private static final Duration STILL = Duration.ofMillis(200);

    private Flatness() {}

    /**
     * Makes connections through the wire tap and the embedded server, each with a heartbeat, one after the other.
     *
     * @param connections in all
     * @param parts of them, of the same size
     * @return what was held, by the number of connections until then, once threads and sockets of the last were
     *     released
     * @throws org.awaitility.core.ConditionTimeoutException if they were not released in time
     */
    static Map<Integer, Resources> measure(NetworkPaths paths, int connections, int parts) throws IOException {
        Map<Integer, Resources> held = new LinkedHashMap<>();
        try (Upstream upstream = new Upstream(MeasuredExchange.HEARTBEAT.service())) {
            Endpoint entry = paths.open(NetworkPath.TAP_AND_EMBEDDED, upstream.endpoint());
            Resources idle = Resources.withoutHeap();
            connect(entry, WARM_UP_CONNECTIONS);
            Resources before = settled(idle);
            held.put(0, before);
            for (int part = 1; part <= parts; part++) {
                int until = (int) ((long) connections * part / parts);
                connect(entry, until - (int) ((long) connections * (part - 1) / parts));
                held.put(until, settled(before));
            }
        }
        return held;
    }

    /**
     * The heap's growth, in bytes a connection: the median of the slopes between any two readings (Theil and Sen). A
     * reading alone may be off by what the JVM happens to hold at that time, by far more than a part of the connections
     * would leave.
     */
    static double heapBytesPerConnection(Map<Integer, Resources> held) {
        List<Integer> readings = List.copyOf(held.keySet());
        List<Double> slopes = new ArrayList<>();
        for (int later : readings) {
            for (int earlier : readings) {
                if (earlier < later) {
                    long grown = held.get(later).heapBytes() - held.get(earlier).heapBytes();
                    slopes.add((double) grown / (later - earlier));
                }
            }
        }
        slopes.sort(null);
        return slopes.get(slopes.size() / 2);
    }

    private static void connect(Endpoint entry, int connections) throws IOException {
        for (int i = 0; i < connections; i++) {
            MeasuredExchange.HEARTBEAT.connectAndMakeOne(entry);
        }
    }

    /** What is held once it is no more than before, and nothing has ended or begun for a while. */
    private static Resources settled(Resources before) {
        AtomicReference<Resources> last = new AtomicReference<>();
        Awaitility.await("threads and sockets to be released, down to " + before)
                .atMost(RELEASE_DEADLINE)
                .pollInterval(STILL)
                .until(() -> {
                    Resources now = Resources.withoutHeap();
                    return now.equals(last.getAndSet(now)) && now.noMoreThan(before);
                });
        return last.get().withHeap();
    }
}
