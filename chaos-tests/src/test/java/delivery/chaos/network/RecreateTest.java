package delivery.chaos.network;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.cluster.Endpoint;
import delivery.chaos.process.ChildProcesses;
import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.model.ToxicDirection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the embedded server; on the real one where {@code -Dtoxiproxy.server} names its program. */
class RecreateTest {
    private static final int LATENCY_MS = 30_000;
    private static final int CHUNKS = 20;

    private static ToxiproxyServer server(ChildProcesses processes, Path directory) throws IOException {
        String program = System.getProperty("toxiproxy.server", "");
        return program.isEmpty() || program.matches("[^/]+:[0-9]+")
                ? ToxiproxyServers.embedded()
                : ToxiproxyServers.binary(
                        Path.of(System.getProperty("chaos.startedIn", "")).resolve(program),
                        processes,
                        directory.resolve("log"));
    }

    /**
     * Removing this latency toxic would hang Toxiproxy 2.12 (issues 412, 558); a call that hangs fails at its deadline.
     */
    @Test
    void isRidOfALatencyToxicWhoseClientHasGoneWithAnswersQueued(@TempDir Path directory) throws Exception {
        try (ChildProcesses processes = new ChildProcesses();
                ToxiproxyServer server = server(processes, directory);
                ServerSocket upstream = new ServerSocket(0, 1, InetAddress.getByName(Endpoint.LOOPBACK))) {
            Proxy slow = server.create("slow", Endpoint.loopback(upstream.getLocalPort()));
            slow.toxics().latency("late", ToxicDirection.DOWNSTREAM, LATENCY_MS);
            try (Socket client = connect(server, slow);
                    Socket broker = upstream.accept()) {
                for (int chunk = 0; chunk < CHUNKS; chunk++) {
                    broker.getOutputStream().write(new byte[32 << 10]);
                }
                client.setSoLinger(true, 0);
            }

            Proxy recreated = server.recreate(slow);

            assertThat(recreated.getListen()).isEqualTo(slow.getListen());
            assertThat(recreated.toxics().getAll()).isEmpty();
            try (Socket client = connect(server, recreated);
                    Socket broker = upstream.accept()) {
                broker.getOutputStream().write(42);
                client.setSoTimeout(LATENCY_MS / 2);
                assertThat(client.getInputStream().read()).isEqualTo(42);
            }
        }
    }

    private static Socket connect(ToxiproxyServer server, Proxy proxy) throws IOException {
        Endpoint reached = server.reached(proxy);
        return new Socket(reached.host(), reached.port());
    }
}
