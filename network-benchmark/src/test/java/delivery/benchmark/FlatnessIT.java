package delivery.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.network.ToxiproxyServer;
import delivery.chaos.network.ToxiproxyServers;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FlatnessIT {
    private static final int CONNECTIONS = 1_000;
    private static final int PARTS = 10;
    /** Less than half of what a forgotten connection was seen to hold. */
    private static final int LEFT_BYTES_PER_CONNECTION_MAX = 1 << 9;

    @Test
    void connectionsThroughWireTapAndToxiproxyLeaveNoThreadNoSocketAndNoMemoryBehind() throws IOException {
        try (ToxiproxyServer embedded = ToxiproxyServers.embedded();
                NetworkPaths paths = new NetworkPaths(Map.of(NetworkPath.EMBEDDED, embedded))) {
            Map<Integer, Resources> held = Flatness.measure(paths, CONNECTIONS, PARTS);

            Resources before = held.get(0);
            Resources after = held.get(CONNECTIONS);
            assertThat(after.threads()).isLessThanOrEqualTo(before.threads());
            assertThat(after.sockets()).isLessThanOrEqualTo(before.sockets());
            assertThat(Flatness.heapBytesPerConnection(held))
                    .as("heap bytes left by a connection, of %s", held)
                    .isLessThan(LEFT_BYTES_PER_CONNECTION_MAX);
        }
    }

    @Test
    void oneReadingThatIsOffChangesNoSlopeAndALeakShows() {
        Map<Integer, Resources> flatButOne = new TreeMap<>();
        Map<Integer, Resources> leaking = new TreeMap<>();
        for (int part = 0; part <= PARTS; part++) {
            int connections = part * CONNECTIONS / PARTS;
            flatButOne.put(connections, new Resources(1, 1, part == PARTS ? 23_000_000 : 20_000_000));
            leaking.put(connections, new Resources(1, 1, 20_000_000 + 1_100L * connections));
        }

        assertThat(Flatness.heapBytesPerConnection(flatButOne)).isZero();
        assertThat(Flatness.heapBytesPerConnection(leaking)).isEqualTo(1_100);
    }
}
