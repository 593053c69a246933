package delivery.benchmark;

import delivery.chaos.cluster.Endpoint;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** A load that is put on one path after the other. */
interface Workload {
    /** What {@link #measure} returns. */
    List<Figure> figures();

    /** The paths that it can take. */
    Set<NetworkPath> paths();

    /** What stands at the end of each path. */
    Upstream.Service service();

    /**
     * Puts the load on a path.
     *
     * @param entry where the path begins
     * @param nanos for how long, roughly
     * @return a value for each of {@link #figures()}
     */
    double[] measure(Endpoint entry, long nanos) throws IOException, InterruptedException;
}
