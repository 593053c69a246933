package delivery.chaos.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands do to something that takes connections; it is no broker, and answers nothing. */
class StruckBrokersTest {
    @TempDir
    private Path directory;

    private ServerSocket broker;
    private Endpoint address;

    @BeforeEach
    void listen() throws IOException {
        broker = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        address = Endpoint.loopback(broker.getLocalPort());
    }

    @AfterEach
    void end() throws IOException {
        broker.close();
    }

    private void listenAgain() throws IOException {
        broker = new ServerSocket();
        broker.setReuseAddress(true);
        broker.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), address.port()));
    }

    private StruckBrokers by(Map<BrokerOperation, String> commands) {
        return new StruckBrokers(
                new BrokerCommands(commands, directory), Map.of(7, address), Map.of(), Duration.ofMillis(300));
    }

    private List<String> log() throws IOException {
        Path log = directory.resolve("log");
        return Files.exists(log) ? Files.readAllLines(log) : List.of();
    }

    private String writes(String words) {
        return "echo " + words + " >> log";
    }

    @Test
    void provesAKillByAConnectionThatIsRefusedAndStartsTheBrokerAgain() throws Exception {
        try (ServiceManager manager = ServiceManager.start(directory, (operation, id) -> {
                    Files.writeString(directory.resolve("log"), operation + " " + id);
                    if (operation.equals("kill")) {
                        broker.close();
                    } else {
                        listenAgain();
                    }
                });
                StruckBrokers struck = by(manager.commands())) {
            assertThat(struck.kill(7)).matches("a connection to " + address + " was refused [0-9]+ ms later");
            assertThat(log()).containsExactly("kill 7");

            struck.start(7);

            assertThat(log()).containsExactly("start 7");
            assertThat(new BrokerProbe(address, Map.of()).nothingListens()).isEmpty();
        }
    }

    @Test
    void takesNoExitCodeForAKillAndRepairsWhatItMayHaveDone() throws Exception {
        try (StruckBrokers struck = by(Map.of(
                BrokerOperation.KILL, writes("kill ${broker.id} ${broker.host}:${broker.port}"),
                BrokerOperation.START, writes("start ${broker.id}")))) {
            assertThatThrownBy(() -> struck.kill(7))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the command -Dchaos.broker.kill for broker 7 has ended with exit code 0, but"
                            + " connections to it are taken as ever for PT0.3S");
        }
        assertThat(log()).containsExactly("kill 7 " + address, "start 7");
    }

    @Test
    void saysTheExitCodeOfACommandThatFailsAndNothingThatItPrints() throws Exception {
        try (StruckBrokers struck = by(Map.of(
                BrokerOperation.KILL,
                "echo secret >&2; exit 3 # ${broker.id}",
                BrokerOperation.START,
                writes("start ${broker.id}")))) {
            assertThatThrownBy(() -> struck.kill(7))
                    .hasMessage("the command -Dchaos.broker.kill for broker 7 has failed with exit code 3");
        }
        assertThat(log()).containsExactly("start 7");
    }

    @Test
    void killsNothingThatIsDown() throws Exception {
        broker.close();
        try (StruckBrokers struck = by(Map.of(BrokerOperation.KILL, writes("kill"), BrokerOperation.START, ""))) {
            assertThatThrownBy(() -> struck.kill(7))
                    .hasMessage(
                            "broker 7 was to be killed, but before that a connection to " + address + " was refused");
        }
        assertThat(log()).isEmpty();
    }

    @Test
    void startsAtItsEndWhatIsDownStill() throws Exception {
        try (ServiceManager manager = ServiceManager.start(directory, (operation, id) -> {
            Files.writeString(directory.resolve("log"), operation + " " + id);
            broker.close();
        })) {
            try (StruckBrokers struck = by(manager.commands())) {
                struck.kill(7);
            }
            assertThat(log()).containsExactly("start 7");
        }
    }

    /** A kernel takes connections for a process that stands still. */
    @Test
    void pausesNothingThatDoesNotAnswer() throws Exception {
        try (StruckBrokers struck = by(Map.of(BrokerOperation.PAUSE, writes("pause"), BrokerOperation.RESUME, ""))) {
            assertThatThrownBy(() -> struck.pause(7))
                    .hasMessage("broker 7 was to be paused, but did not answer before that");
        }
        assertThat(log()).isEmpty();
    }
}
