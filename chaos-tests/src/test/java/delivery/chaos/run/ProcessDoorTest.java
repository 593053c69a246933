package delivery.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import delivery.chaos.network.ToxiproxyServer;
import delivery.chaos.process.ChildProcesses;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessDoorTest {
    @TempDir
    Path directory;

    private final Properties properties = new Properties();

    private ToxiproxyServer openToxiproxy() throws IOException {
        properties.put("chaos.startedIn", directory.toString());
        try (ChildProcesses processes = new ChildProcesses()) {
            return new ProcessDoor(ChaosOptions.from(properties), processes, directory).openToxiproxy();
        }
    }

    @Test
    void saysHowManyBrokersThereAreAndWhere() throws IOException {
        properties.put("chaos.startedIn", directory.toString());
        try (ChildProcesses processes = new ChildProcesses()) {
            assertThat(new ProcessDoor(ChaosOptions.from(properties), processes, directory).brokers())
                    .isEqualTo("three a cluster, as child processes on this machine");
        }
    }

    @Test
    void opensOnTheEmbeddedToxiproxyWhenNoneIsNamed() throws IOException {
        try (ToxiproxyServer server = openToxiproxy()) {
            assertThat(server.kind()).hasToString("embedded");
        }
    }

    @Test
    void takesAToxiproxyServerWithAPortForOneThatRuns() {
        properties.put("toxiproxy.server", "127.0.0.1:1");

        assertThatThrownBy(this::openToxiproxy)
                .isInstanceOf(CannotStartException.class)
                .hasMessageStartingWith("Toxiproxy (remote) at 127.0.0.1:1 ");
    }

    @Test
    void takesAToxiproxyServerWithoutAPortForAProgramFromWhereTheUserStands() {
        properties.put("toxiproxy.server", "bin/toxiproxy-server");

        assertThatThrownBy(this::openToxiproxy)
                .isInstanceOf(CannotStartException.class)
                .hasMessage("-Dtoxiproxy.server=" + directory.resolve("bin/toxiproxy-server")
                        + " is neither a file nor HOST:PORT");
    }
}
