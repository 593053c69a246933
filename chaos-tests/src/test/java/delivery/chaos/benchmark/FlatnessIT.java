package delivery.chaos.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.network.ToxiproxyServer;
import delivery.chaos.network.ToxiproxyServers;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FlatnessIT {
    private static final int CONNECTIONS = 1_000;
    /** Less than half of what a forgotten connection was seen to hold. */
    private static final int LEFT_BYTES_PER_CONNECTION_MAX = 1 << 9;

    @Test
    void connectionsThroughWireTapAndToxiproxyLeaveNoThreadNoSocketAndNoMemoryBehind() throws IOException {
        try (ToxiproxyServer embedded = ToxiproxyServers.embedded();
                NetworkPaths paths = new NetworkPaths(Map.of(NetworkPath.EMBEDDED, embedded))) {
            Map<Integer, Resources> held = Flatness.measure(paths, CONNECTIONS);

            Resources before = held.get(0);
            Resources after = held.get(CONNECTIONS);
            assertThat(after.threads()).isLessThanOrEqualTo(before.threads());
            assertThat(after.sockets()).isLessThanOrEqualTo(before.sockets());
            assertThat(after.heapBytes() - before.heapBytes())
                    .isLessThan((long) CONNECTIONS * LEFT_BYTES_PER_CONNECTION_MAX);
        }
    }
}
