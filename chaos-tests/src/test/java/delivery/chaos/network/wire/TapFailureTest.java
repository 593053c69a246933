package delivery.chaos.network.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import delivery.chaos.cluster.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.protocol.ApiKeys;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What goes wrong in the tap itself is told once, and nobody waits for what cannot come. */
class TapFailureTest {
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    /** Of all broadcast addresses; no connection can be made to it, and none is refused. */
    private static final Endpoint UNREACHABLE = new Endpoint("255.255.255.255", 9092);

    @Test
    void aPortThatCannotAcceptIsToldOnceAndClosed() throws IOException {
        ServerSocket exhausted = new ServerSocket(0, 0, InetAddress.getByName(Endpoint.LOOPBACK)) {
            @Override
            public Socket accept() throws IOException {
                throw new IOException("Too many open files");
            }
        };
        try (WireTap tap = WireTap.open("test", Map.of());
                TapPorts ports = new TapPorts(Map.of(1, exhausted))) {
            Hold hold = tap.hold(request -> true);

            ports.accept((brokerId, pipeline) -> {}, tap);

            assertThatThrownBy(() -> hold.await(DEADLINE)).hasRootCauseMessage("Too many open files");
            Awaitility.await("the port to be closed").atMost(DEADLINE).until(exhausted::isClosed);
            assertThat(tap.failures()).hasSize(1);
        }
    }

    @Test
    void aHoldThatIsArmedAfterAFailureIsToldAtOnce() throws IOException {
        try (WireTap tap = WireTap.open("test", Map.of())) {
            tap.fail(new IllegalStateException("no such broker"));

            Hold late = tap.hold(request -> true);

            assertThatThrownBy(() -> late.await(Duration.ZERO)).hasRootCauseMessage("no such broker");
        }
    }

    @Test
    void aConnectionThatCannotBeMadeIsNoLinkThatIsDown() throws IOException {
        try (WireTap tap = WireTap.open("test", Map.of(1, UNREACHABLE));
                Socket pipeline = new Socket(Endpoint.LOOPBACK, tap.ports().get(0))) {
            assertThat(pipeline.getInputStream().read()).isEqualTo(-1);

            Awaitility.await("the failure to be told")
                    .atMost(DEADLINE)
                    .until(() -> !tap.failures().isEmpty());
            assertThat(tap.refusedConnections()).isZero();
        }
    }

    /** Metadata in a version of the far future: what it would tell of addresses could not be rewritten. */
    @Test
    void aVersionThatWasNotOfferedIsRefusedWhereAnAddressMightSlipBy() throws IOException {
        try (ServerSocket brokers = new ServerSocket(0, 0, InetAddress.getByName(Endpoint.LOOPBACK));
                WireTap tap = WireTap.open("test", Map.of(1, Endpoint.loopback(brokers.getLocalPort())));
                Socket pipeline = new Socket(Endpoint.LOOPBACK, tap.ports().get(0))) {
            Frames.write(
                    pipeline.getOutputStream(),
                    Frames.allocate(8)
                            .putShort(ApiKeys.METADATA.id)
                            .putShort((short) 999)
                            .putInt(1)
                            .flip());

            assertThat(pipeline.getInputStream().read()).isEqualTo(-1);
            assertThat(tap.failures()).singleElement().asString().contains("Metadata v999", "ApiVersions");
        }
    }
}
