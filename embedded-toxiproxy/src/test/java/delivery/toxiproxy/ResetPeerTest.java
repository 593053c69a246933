package delivery.toxiproxy;

import static delivery.toxiproxy.Peer.Ending.EOF;
import static delivery.toxiproxy.Peer.Ending.RESET;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

@OnEveryServer
class ResetPeerTest extends ConformanceTest {

    @Test
    void resetsBothSidesAtTheFirstChunkWhichIsDropped() throws IOException, InterruptedException {
        addToxic("'type':'reset_peer'");
        Pair pair = connect();
        pair.client().send("ping");
        assertThat(pair.server().receive(4)).isEqualTo("ping");
        pair.server().send("pong");
        assertThat(pair.client().ending()).isEqualTo(RESET);
        assertThat(pair.server().ending()).isEqualTo(RESET);
    }

    @Test
    void doesNothingToAnIdleConnection() throws IOException, InterruptedException {
        addToxic("'type':'reset_peer'");
        Pair pair = connect();
        assertThat(pair.client().silentFor(150)).isTrue();
    }

    @Test
    void waitsForItsTimeoutAfterTheFirstChunk() throws IOException, InterruptedException {
        addToxic("'type':'reset_peer','stream':'upstream','attributes':{'timeout':200}");
        Pair pair = connect();
        assertThat(elapsedMs(() -> {
                    pair.client().send("dropped");
                    assertThat(pair.server().ending()).isEqualTo(RESET);
                }))
                .isGreaterThanOrEqualTo(195);
        assertThat(pair.client().ending()).isEqualTo(RESET);
    }

    @Test
    void endsConnectionsThatAreOlderWithoutAReset() throws IOException, InterruptedException {
        Pair pair = connect();
        pair.exchange();
        addToxic("'type':'reset_peer'");
        pair.server().send("dropped");
        assertThat(pair.client().ending()).isEqualTo(EOF);
        assertThat(pair.server().ending()).isEqualTo(EOF);
    }

    @Test
    void resetsLiveConnectionsWhenItsToxicityIsRaised() throws IOException, InterruptedException {
        addToxic("'type':'reset_peer','name':'r','toxicity':0");
        Pair pair = connect();
        pair.exchange();
        patchToxic("r", "'toxicity':1");
        pair.server().send("dropped");
        assertThat(pair.client().ending()).isEqualTo(RESET);
        assertThat(pair.server().ending()).isEqualTo(RESET);
    }

    @Test
    void makesEveryEndAResetForConnectionsMadeWhileItWasThere() throws IOException, InterruptedException {
        addToxic("'type':'reset_peer','name':'r','toxicity':0,'stream':'upstream'");
        Pair pair = connect();
        pair.exchange();
        removeToxic("r");
        pair.exchange();
        setEnabled("false");
        assertThat(pair.client().ending()).isEqualTo(RESET);
        assertThat(pair.server().ending()).isEqualTo(RESET);
    }

    @Test
    void resetsAtTheEndOfTheStreamToo() throws IOException, InterruptedException {
        addToxic("'type':'reset_peer'");
        Pair pair = connect();
        pair.server().close();
        assertThat(pair.client().ending()).isEqualTo(RESET);
    }
}
