package delivery.toxiproxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

@OnEveryServer
class SlicerTest extends ConformanceTest {

    @Test
    void halvesAChunkUntilThePiecesAreSmallEnough() throws IOException, InterruptedException {
        addToxic("'type':'slicer','attributes':{'average_size':10,'delay':20000}");
        Pair pair = connect();
        pair.server().send(new byte[100]);
        // A reader that is late may find two pieces at once.
        assertThat(pair.client().receivePieces(100)).hasSizeBetween(3, 16).containsAnyOf(6, 7);
    }

    @Test
    void keepsTheBytesInOrderWhateverTheVariation() throws IOException, InterruptedException {
        addToxic("'type':'slicer','attributes':{'average_size':8,'size_variation':4}");
        Pair pair = connect();
        String text = "0123456789abcdefghijklmnopqrstuvwxyz".repeat(100);
        pair.server().send(text);
        assertThat(pair.client().receive(text.length())).isEqualTo(text);
    }

    @Test
    void waitsAfterEveryPiece() throws IOException, InterruptedException {
        addToxic("'type':'slicer','attributes':{'average_size':10,'delay':20000}");
        Pair pair = connect();
        assertThat(elapsedMs(() -> {
                    pair.server().send(new byte[100]);
                    pair.client().receive(100);
                }))
                .isGreaterThanOrEqualTo(15 * 20);
    }

    @Test
    void sendsTheRestAtOnceWhenRemoved() throws IOException, InterruptedException {
        addToxic("'type':'slicer','name':'s','attributes':{'average_size':10,'delay':60000000}");
        Pair pair = connect();
        pair.server().send(new byte[100]);
        assertThat(pair.client().receive(6)).hasSize(6);
        assertThat(pair.client().silentFor(100)).isTrue();
        removeToxic("s");
        assertThat(pair.client().receive(94)).hasSize(94);
        pair.exchange();
    }
}
