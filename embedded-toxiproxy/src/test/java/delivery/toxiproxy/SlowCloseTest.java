package delivery.toxiproxy;

import static delivery.toxiproxy.Peer.Ending.EOF;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

@OnEveryServer
class SlowCloseTest extends ConformanceTest {

    @Test
    void holdsTheEndBack() throws IOException, InterruptedException {
        addToxic("'type':'slow_close','attributes':{'delay':300}");
        Pair pair = connect();
        assertThat(elapsedMs(() -> {
                    pair.server().close();
                    assertThat(pair.client().ending()).isEqualTo(EOF);
                }))
                .isGreaterThanOrEqualTo(295);
    }

    @Test
    void doesNotHoldDataBack() throws IOException, InterruptedException {
        addToxic("'type':'slow_close','attributes':{'delay':60000}");
        Pair pair = connect();
        pair.server().send("last");
        pair.server().close();
        assertThat(pair.client().receive(4)).isEqualTo("last");
    }

    @Test
    void leavesTheEndOfTheOtherStreamAlone() throws IOException, InterruptedException {
        addToxic("'type':'slow_close','attributes':{'delay':60000}");
        Pair pair = connect();
        pair.client().close();
        assertThat(pair.server().ending()).isEqualTo(EOF);
    }

    @Test
    void endsAtOnceWhenRemovedMeanwhile() throws IOException, InterruptedException {
        addToxic("'type':'slow_close','name':'s','attributes':{'delay':60000}");
        Pair pair = connect();
        pair.server().close();
        assertThat(pair.client().silentFor(100)).isTrue();
        removeToxic("s");
        assertThat(pair.client().ending()).isEqualTo(EOF);
    }

    @Test
    void beginsTheDelayAgainWhenChanged() throws IOException, InterruptedException {
        addToxic("'type':'slow_close','name':'s','attributes':{'delay':60000}");
        Pair pair = connect();
        pair.server().close();
        assertThat(pair.client().silentFor(100)).isTrue();
        assertThat(elapsedMs(() -> {
                    patchToxic("s", "'attributes':{'delay':200}");
                    assertThat(pair.client().ending()).isEqualTo(EOF);
                }))
                .isGreaterThanOrEqualTo(150);
    }
}
