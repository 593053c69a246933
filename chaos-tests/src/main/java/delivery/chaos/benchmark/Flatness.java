package delivery.chaos.benchmark;

import delivery.chaos.cluster.Endpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.awaitility.Awaitility;

/** Whether connections leave anything behind: what this process holds before, and after each part of them. */
final class Flatness {
    private static final int WARM_UP_CONNECTIONS = 200;
    private static final int PARTS = 4;
    private static final Duration RELEASE_DEADLINE = Duration.ofSeconds(20);

    private Flatness() {}

    /**
     * Makes connections through the wire tap and the embedded server, each with a heartbeat, one after the other.
     *
     * @param connections in all
     * @return what was held, by the number of connections until then, once threads and sockets of the last were released
     * @throws org.awaitility.core.ConditionTimeoutException if they were not released in time
     */
    static Map<Integer, Resources> measure(NetworkPaths paths, int connections) throws IOException {
        Map<Integer, Resources> held = new LinkedHashMap<>();
        try (Upstream upstream = new Upstream(Exchange.HEARTBEAT.service())) {
            Endpoint entry = paths.open(NetworkPath.TAP_AND_EMBEDDED, upstream.endpoint());
            Resources idle = Resources.now();
            connect(entry, WARM_UP_CONNECTIONS);
            Resources before = awaitRelease(idle);
            held.put(0, before);
            for (int part = 1; part <= PARTS; part++) {
                int until = (int) ((long) connections * part / PARTS);
                connect(entry, until - (int) ((long) connections * (part - 1) / PARTS));
                held.put(until, awaitRelease(before));
            }
        }
        return held;
    }

    private static void connect(Endpoint entry, int connections) throws IOException {
        for (int i = 0; i < connections; i++) {
            Exchange.HEARTBEAT.connectAndMakeOne(entry);
        }
    }

    private static Resources awaitRelease(Resources before) {
        return Awaitility.await("threads and sockets to be released, down to " + before)
                .atMost(RELEASE_DEADLINE)
                .until(Resources::now, now -> now.noMoreThan(before));
    }
}
