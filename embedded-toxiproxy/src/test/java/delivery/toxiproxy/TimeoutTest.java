package delivery.toxiproxy;

import static delivery.toxiproxy.Peer.Ending.EOF;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

@OnEveryServer
class TimeoutTest extends ConformanceTest {

    @Test
    void dropsDataForEverAtZero() throws IOException, InterruptedException {
        addToxic("'type':'timeout'");
        Pair pair = connect();
        pair.client().send("ping");
        assertThat(pair.server().receive(4)).isEqualTo("ping");
        pair.server().send("pong");
        assertThat(pair.client().silentFor(200)).isTrue();
    }

    @Test
    void neverHoldsTheSenderBack() throws IOException, InterruptedException {
        addToxic("'type':'timeout'");
        Pair pair = connect();
        pair.server().send(new byte[20_000_000]);
        assertThat(pair.client().silentFor(50)).isTrue();
    }

    @Test
    void closesBothSidesAfterTheTimeFromConnecting() throws IOException, InterruptedException {
        addToxic("'type':'timeout','attributes':{'timeout':200}");
        long ms = elapsedMs(() -> {
            Pair pair = connect();
            assertThat(pair.client().ending()).isEqualTo(EOF);
            assertThat(pair.server().ending()).isEqualTo(EOF);
        });
        assertThat(ms).isGreaterThanOrEqualTo(195);
    }

    @Test
    void beginsAgainWithEveryDroppedChunk() throws IOException, InterruptedException {
        addToxic("'type':'timeout','attributes':{'timeout':700}");
        Pair pair = connect();
        long ms = elapsedMs(() -> {
            for (int i = 0; i < 4; i++) {
                pair.server().send("x");
                assertThat(pair.client().silentFor(200)).isTrue();
            }
            assertThat(pair.client().ending()).isEqualTo(EOF);
        });
        assertThat(ms).isGreaterThanOrEqualTo(3 * 200 + 695);
    }

    @Test
    void countsFromItsAdditionForConnectionsThatExist() throws IOException, InterruptedException {
        Pair pair = connect();
        pair.exchange();
        assertThat(elapsedMs(() -> {
                    addToxic("'type':'timeout','attributes':{'timeout':200}");
                    assertThat(pair.client().ending()).isEqualTo(EOF);
                }))
                .isGreaterThanOrEqualTo(150);
    }

    @Test
    void passesTheEndOnAtOnce() throws IOException, InterruptedException {
        addToxic("'type':'timeout','attributes':{'timeout':60000}");
        Pair pair = connect();
        pair.server().send("dropped");
        pair.server().close();
        assertThat(pair.client().receiveAll()).isEmpty();
    }

    @Test
    void closesEveryConnectionWhenRemovedEvenIfItWasNeverDrawn() throws IOException, InterruptedException {
        addToxic("'type':'timeout','name':'t','toxicity':0");
        Pair pair = connect();
        pair.exchange();
        removeToxic("t");
        assertThat(pair.client().ending()).isEqualTo(EOF);
        assertThat(pair.server().ending()).isEqualTo(EOF);
        connect().exchange();
    }

    @Test
    void closesEveryConnectionWhenResetRemovesIt() throws IOException, InterruptedException {
        addToxic("'type':'timeout','stream':'upstream'");
        Pair pair = connect();
        pair.client().send("dropped");
        assertThat(pair.server().silentFor(50)).isTrue();
        assertThat(server.post("/reset", "").status()).isEqualTo(204);
        assertThat(pair.server().receiveAll()).isEmpty();
        assertThat(pair.client().ending()).isEqualTo(EOF);
    }

    @Test
    void leavesAGapInTheStreamWhenItsToxicityIsTakenAway() throws IOException, InterruptedException {
        addToxic("'type':'timeout','name':'t'");
        Pair pair = connect();
        pair.server().send("dropped");
        assertThat(pair.client().silentFor(100)).isTrue();
        patchToxic("t", "'toxicity':0");
        pair.server().send("passed");
        assertThat(pair.client().receive(6)).isEqualTo("passed");
    }
}
