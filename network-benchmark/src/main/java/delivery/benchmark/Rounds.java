package delivery.benchmark;

import delivery.chaos.cluster.Endpoint;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Workloads with their paths opened, measured in rounds: each path once a round, so that the machine's drift hits all.
 */
final class Rounds implements Closeable {
    private final Map<Workload, Map<NetworkPath, Endpoint>> entries = new LinkedHashMap<>();
    private final List<Upstream> upstreams = new ArrayList<>();

    Rounds(List<Workload> workloads, NetworkPaths paths) throws IOException {
        for (Workload workload : workloads) {
            Upstream upstream = new Upstream(workload.service());
            upstreams.add(upstream);
            Map<NetworkPath, Endpoint> opened = new EnumMap<>(NetworkPath.class);
            for (NetworkPath path : workload.paths()) {
                if (paths.has(path)) {
                    opened.put(path, paths.open(path, upstream.endpoint()));
                }
            }
            entries.put(workload, opened);
        }
    }

    /**
     * Measures.
     *
     * @param count of rounds, after one that does not count
     * @param nanos for how long each path takes each workload in a round
     */
    Measurements run(int count, long nanos) throws IOException, InterruptedException {
        round(0, nanos, new Measurements());
        Measurements measured = new Measurements();
        for (int round = 1; round <= count; round++) {
            round(round, nanos, measured);
        }
        return measured;
    }

    private void round(int round, long nanos, Measurements into) throws IOException, InterruptedException {
        for (Map.Entry<Workload, Map<NetworkPath, Endpoint>> entry : entries.entrySet()) {
            Workload workload = entry.getKey();
            for (NetworkPath path : NetworkPath.inRound(round)) {
                if (entry.getValue().containsKey(path)) {
                    double[] values = workload.measure(entry.getValue().get(path), nanos);
                    for (int i = 0; i < values.length; i++) {
                        into.add(workload.figures().get(i), path, values[i]);
                    }
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (Upstream upstream : upstreams) {
            upstream.close();
        }
    }
}
