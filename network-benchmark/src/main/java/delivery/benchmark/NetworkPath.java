package delivery.benchmark;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A way from a client to an upstream server, all on this machine. */
enum NetworkPath {
    DIRECT("direct"),
    EMBEDDED("embedded"),
    REAL("toxiproxy-server"),
    TAP("wire tap"),
    TAP_AND_EMBEDDED("wire tap + embedded");

    /** Those that take any bytes; the wire tap passes Kafka's frames only. */
    static final Set<NetworkPath> FOR_ANY_BYTES = EnumSet.of(DIRECT, EMBEDDED, REAL);

    static final Set<NetworkPath> FOR_KAFKA = EnumSet.allOf(NetworkPath.class);

    private final String text;

    NetworkPath(String text) {
        this.text = text;
    }

    /**
     * All in their order, beginning with another one in every round, so that none always has the same neighbour's heat.
     */
    static List<NetworkPath> inRound(int round) {
        List<NetworkPath> paths = Arrays.asList(values());
        Collections.rotate(paths, round);
        return paths;
    }

    @Override
    public String toString() {
        return text;
    }
}
