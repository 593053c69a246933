package delivery.toxiproxy;

import static delivery.toxiproxy.Peer.Ending.EOF;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

@OnEveryServer
class LatencyTest extends ConformanceTest {

    @Test
    void delaysTheResponse() throws IOException, InterruptedException {
        addToxic("'type':'latency','attributes':{'latency':200}");
        Pair pair = connect();
        assertThat(pongMs(pair)).isGreaterThanOrEqualTo(195);
    }

    @Test
    void leavesTheOtherStreamAlone() throws IOException, InterruptedException {
        addToxic("'type':'latency','stream':'upstream','attributes':{'latency':60000}");
        Pair pair = connect();
        pair.server().send("pong");
        assertThat(pair.client().receive(4)).isEqualTo("pong");
    }

    @Test
    void addsUp() throws IOException, InterruptedException {
        addToxic("'type':'latency','name':'one','attributes':{'latency':150}");
        addToxic("'type':'latency','name':'two','attributes':{'latency':150}");
        Pair pair = connect();
        assertThat(pongMs(pair)).isGreaterThanOrEqualTo(295);
    }

    private static long pongMs(Pair pair) throws IOException, InterruptedException {
        return elapsedMs(() -> {
            pair.server().send("pong");
            pair.client().receive(4);
        });
    }

    @Test
    void delaysEveryChunkFromItsOwnArrivalAndKeepsTheirOrder() throws IOException, InterruptedException {
        addToxic("'type':'latency','attributes':{'latency':300,'jitter':100}");
        Pair pair = connect();
        long ms = elapsedMs(() -> {
            for (char c = 'a'; c <= 'j'; c++) {
                pair.server().send(String.valueOf(c));
            }
            assertThat(pair.client().receive(10)).isEqualTo("abcdefghij");
        });
        // One after the other would be at least ten times 200 ms.
        assertThat(ms).isBetween(195L, 1_999L);
    }

    @Test
    void holdsTheEndBackOnlyAfterData() throws IOException, InterruptedException {
        addToxic("'type':'latency','name':'l','attributes':{'latency':60000}");
        Pair idle = connect();
        idle.server().close();
        assertThat(idle.client().ending()).isEqualTo(EOF);
        Pair busy = connect();
        busy.server().send("last");
        busy.server().close();
        assertThat(busy.client().silentFor(100)).isTrue();
        removeToxic("l");
        assertThat(busy.client().receiveAll()).isEqualTo("last");
    }

    @Test
    void isNoneIfNegative() throws IOException, InterruptedException {
        addToxic("'type':'latency','attributes':{'latency':-60000}");
        connect().exchange();
    }

    @Test
    void keepsManyChunksBeforeItHoldsTheSenderBack() throws IOException, InterruptedException {
        addToxic("'type':'latency','attributes':{'latency':300}");
        Pair pair = connect();
        for (int i = 0; i < 500; i++) {
            pair.server().send("0123456789");
        }
        assertThat(pair.client().receive(5_000)).startsWith("01234567890").hasSize(5_000);
    }

    @Test
    void letsTheHeldChunkOutAtOnceWhenShortened() throws IOException, InterruptedException {
        addToxic("'type':'latency','name':'l','attributes':{'latency':60000}");
        Pair pair = connect();
        pair.server().send("held");
        assertThat(pair.client().silentFor(100)).isTrue();
        patchToxic("l", "'attributes':{'latency':100}");
        assertThat(pair.client().receive(4)).isEqualTo("held");
        pair.exchange();
    }

    @Test
    void deliversInOrderAllThatWaitsWhenRemoved() throws IOException, InterruptedException {
        addToxic("'type':'latency','name':'l','attributes':{'latency':60000}");
        Pair pair = connect();
        for (char c = 'a'; c <= 'j'; c++) {
            pair.server().send(String.valueOf(c));
            assertThat(pair.client().silentFor(5)).isTrue();
        }
        removeToxic("l");
        pair.server().send("k");
        assertThat(pair.client().receive(11)).isEqualTo("abcdefghijk");
        pair.exchange();
    }
}
