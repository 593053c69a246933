package delivery.chaos.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.rekawek.toxiproxy.ToxiproxyClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ControlCallsTest {
    private static final Duration DEADLINE = Duration.ofMillis(200);

    @Test
    void givesUpOnAServerThatTakesCallsAndNeverAnswersAndSaysWhichCallOnWhichServer() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            ToxiproxyClient client = new ToxiproxyClient("127.0.0.1", silent.getLocalPort());
            ControlCalls calls = new ControlCalls("Toxiproxy at :" + silent.getLocalPort(), DEADLINE);

            assertThatThrownBy(() -> calls.call("tell its version", client::version))
                    .isInstanceOf(IOException.class)
                    .hasMessage("Toxiproxy at :" + silent.getLocalPort()
                            + " did not answer within 200 ms when asked to tell its version");
        }
    }

    @Test
    void answersWithWhatTheCallAnswered() throws Exception {
        assertThat(new ControlCalls("a server", Duration.ofSeconds(10)).call("add", () -> 1 + 1))
                .isEqualTo(2);
    }

    @Test
    void saysWhichCallFailedEvenWhereToxiproxyJavaThrowsUnchecked() {
        ControlCalls calls = new ControlCalls("a server", Duration.ofSeconds(10));

        assertThatThrownBy(() -> calls.call("delete the proxy p", () -> {
                    throw new IllegalStateException("HTML for JSON");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("a server was asked to delete the proxy p: java.lang.IllegalStateException: HTML for JSON");
    }
}
