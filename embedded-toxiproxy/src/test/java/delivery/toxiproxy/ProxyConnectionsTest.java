package delivery.toxiproxy;

import static delivery.toxiproxy.Peer.Ending.EOF;
import static delivery.toxiproxy.Peer.Ending.RESET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The data path without toxics, and what becomes of connections when their proxy changes. */
@OnEveryServer
class ProxyConnectionsTest extends ConformanceTest {

    @Test
    void carriesBytesBothWays() throws IOException, InterruptedException {
        connect().exchange();
    }

    @Test
    void carriesMoreThanAnyBufferHolds() throws IOException, InterruptedException {
        Pair pair = connect();
        byte[] large = new byte[5_000_000];
        for (int i = 0; i < large.length; i++) {
            large[i] = (byte) ('a' + i % 26);
        }
        Thread sender = new Thread(() -> sendAndClose(pair.client(), large));
        sender.start();
        assertThat(pair.server().receiveAll()).isEqualTo(new String(large, StandardCharsets.US_ASCII));
        sender.join();
    }

    private static void sendAndClose(Peer peer, byte[] bytes) {
        try (peer) {
            peer.send(bytes);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void turnsAHalfCloseIntoAFullClose() throws IOException, InterruptedException {
        Pair pair = connect();
        pair.client().send("last");
        pair.client().socket.shutdownOutput();
        assertThat(pair.server().receiveAll()).isEqualTo("last");
        assertThat(pair.client().ending()).isEqualTo(EOF);
    }

    @Test
    void passesAServersCloseOnAfterItsData() throws IOException, InterruptedException {
        Pair pair = connect();
        pair.server().send("last");
        pair.server().close();
        assertThat(pair.client().receiveAll()).isEqualTo("last");
    }

    @Test
    void turnsAResetIntoAnOrdinaryEnd() throws IOException, InterruptedException {
        Pair first = connect();
        first.exchange();
        first.client().reset();
        assertThat(first.server().ending()).isEqualTo(EOF);
        Pair second = connect();
        second.exchange();
        second.server().reset();
        assertThat(second.client().ending()).isEqualTo(EOF);
    }

    @Test
    void endsTheClientAtOnceIfTheUpstreamRefuses() throws IOException, InterruptedException {
        upstream.close();
        assertThat(connectClient().ending()).isEqualTo(EOF);
    }

    @Test
    void endsTheClientAtOnceIfTheUpstreamMakesNoSense() throws IOException, InterruptedException {
        server.patch("/proxies/" + proxy, "{\"upstream\":\"nonsense\"}");
        assertThat(connectClient().ending()).isIn(EOF, RESET);
    }

    @Test
    void endsBothSidesWhenDisabledAndRefusesUntilEnabled() throws IOException, InterruptedException {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Pair pair = connect();
            pair.exchange();
            pairs.add(pair);
        }
        setEnabled("false");
        for (Pair pair : pairs) {
            assertThat(pair.client().ending()).isEqualTo(EOF);
            assertThat(pair.server().ending()).isEqualTo(EOF);
        }
        assertThatThrownBy(this::connectClient).isInstanceOf(ConnectException.class);
        setEnabled("false");
        setEnabled("true");
        Pair again = connect();
        setEnabled("true");
        again.exchange();
    }

    @Test
    void endsBothSidesWhenDeleted() throws IOException, InterruptedException {
        Pair pair = connect();
        pair.exchange();
        assertThat(server.delete("/proxies/" + proxy).status()).isEqualTo(204);
        assertThat(pair.client().ending()).isEqualTo(EOF);
        assertThat(pair.server().ending()).isEqualTo(EOF);
        assertThatThrownBy(this::connectClient).isInstanceOf(ConnectException.class);
    }

    @Test
    void dropsWhatIsInsideWhenDisabled() throws IOException, InterruptedException {
        addToxic("'type':'latency','stream':'upstream','attributes':{'latency':60000}");
        Pair pair = connect();
        pair.client().send("lost");
        assertThat(pair.server().silentFor(50)).isTrue();
        setEnabled("false");
        assertThat(pair.server().receiveAll()).isEmpty();
    }

    @Test
    void deliversWhatItHadReadEvenAfterTheClientSawTheEnd() throws IOException, InterruptedException {
        addToxic("'type':'latency','stream':'upstream','attributes':{'latency':400}");
        Pair pair = connect();
        pair.client().send("late");
        assertThat(pair.server().silentFor(50)).isTrue();
        addToxic("'type':'limit_data'");
        pair.server().send("cut");
        assertThat(pair.client().ending()).isEqualTo(EOF);
        assertThat(pair.server().receiveAll()).isEqualTo("late");
    }

    @Test
    void keepsConnectionsIfAnUpdateChangesNothing() throws IOException, InterruptedException {
        Pair pair = connect();
        pair.exchange();
        server.patch(
                "/proxies/" + proxy,
                "{\"listen\":\"localhost:" + proxyPort + "\",\"upstream\":\"" + upstreamAddress()
                        + "\",\"enabled\":true}");
        pair.exchange();
    }

    @Test
    void endsConnectionsIfAnUpdateChangesTheUpstream() throws IOException, InterruptedException {
        Pair pair = connect();
        pair.exchange();
        server.patch("/proxies/" + proxy, "{\"upstream\":\"localhost:" + upstream.getLocalPort() + "\"}");
        assertThat(pair.client().ending()).isEqualTo(EOF);
        assertThat(pair.server().ending()).isEqualTo(EOF);
        connect().exchange();
    }

    @Test
    void movesToAnotherPort() throws IOException, InterruptedException {
        Pair pair = connect();
        pair.exchange();
        int oldPort = proxyPort;
        proxyPort = portOf(server.patch("/proxies/" + proxy, "{\"listen\":\"127.0.0.1:0\"}"));
        assertThat(proxyPort).isNotEqualTo(oldPort);
        assertThat(pair.client().ending()).isEqualTo(EOF);
        connect().exchange();
    }
}
