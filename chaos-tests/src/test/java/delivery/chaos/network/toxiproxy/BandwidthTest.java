package delivery.chaos.network.toxiproxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

@OnEveryServer
class BandwidthTest extends ConformanceTest {

    @Test
    void takesTheTimeThatTheRateAsksFor() throws IOException, InterruptedException {
        addToxic("'type':'bandwidth','attributes':{'rate':100}");
        Pair pair = connect();
        pair.server().send(new byte[50_000]);
        long firstMs = elapsedMs(() -> pair.client().receive(10_000));
        long restMs = elapsedMs(() -> pair.client().receive(40_000));
        assertThat(firstMs).isGreaterThanOrEqualTo(95);
        assertThat(firstMs + restMs).isGreaterThanOrEqualTo(480);
        assertThat(firstMs).isLessThan(restMs);
    }

    @Test
    void sendsALargeChunkInPiecesOfATenthOfASecond() throws IOException, InterruptedException {
        addToxic("'type':'bandwidth','attributes':{'rate':10}");
        Pair pair = connect();
        pair.server().send(new byte[2_500]);
        assertThat(pair.client().receiveSome()).hasSize(1_000);
        assertThat(pair.client().receiveSome()).hasSize(1_000);
        assertThat(pair.client().receiveSome()).hasSize(500);
    }

    @Test
    void stallsAtZeroAndDeliversAllWhenRemoved() throws IOException, InterruptedException {
        addToxic("'type':'bandwidth','name':'b'");
        Pair pair = connect();
        pair.server().send("abc");
        assertThat(pair.client().silentFor(100)).isTrue();
        pair.server().send("def");
        assertThat(pair.client().silentFor(250)).isTrue();
        removeToxic("b");
        assertThat(pair.client().receive(6)).isEqualTo("abcdef");
        pair.exchange();
    }

    @Test
    void leavesTheOtherStreamAlone() throws IOException, InterruptedException {
        addToxic("'type':'bandwidth','stream':'upstream'");
        Pair pair = connect();
        pair.server().send("pong");
        assertThat(pair.client().receive(4)).isEqualTo("pong");
    }
}
