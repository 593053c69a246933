package delivery.toxiproxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

@OnEveryServer
class BandwidthTest extends ConformanceTest {

    @Test
    void takesTheTimeThatTheRateAsksFor() throws IOException, InterruptedException {
        addToxic("'type':'bandwidth','attributes':{'rate':100}");
        Pair pair = connect();
        assertThat(elapsedMs(() -> {
                    pair.server().send(new byte[50_000]);
                    pair.client().receive(50_000);
                }))
                .isGreaterThanOrEqualTo(480);
    }

    @Test
    void sendsALargeChunkInPiecesOfATenthOfASecond() throws IOException, InterruptedException {
        addToxic("'type':'bandwidth','attributes':{'rate':10}");
        Pair pair = connect();
        pair.server().send(new byte[3_500]);
        List<Integer> pieces = pair.client().receivePieces(3_500);
        // A reader that is late may find two pieces at once.
        assertThat(pieces).hasSizeBetween(2, 4);
        assertThat(pieces.subList(0, pieces.size() - 1)).allMatch(bytes -> bytes % 1_000 == 0);
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

    @Test
    void showsTheToxicAfterItEmptyChunksWhileItStalls() throws IOException, InterruptedException {
        addToxic("'type':'bandwidth'");
        addToxic("'type':'limit_data'");
        Pair pair = connect();
        pair.server().send("stalled");
        assertThat(pair.client().receiveAll()).isEmpty();
    }
}
