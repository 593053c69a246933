package delivery.toxiproxy;

import static delivery.toxiproxy.Peer.Ending.EOF;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

@OnEveryServer
class LimitDataTest extends ConformanceTest {

    @Test
    void deliversTheRequestButSwallowsTheResponse() throws IOException, InterruptedException {
        Pair pair = connect();
        pair.exchange();
        addToxic("'type':'limit_data'");
        pair.client().send("request");
        assertThat(pair.server().receive(7)).isEqualTo("request");
        pair.server().send("response");
        assertThat(pair.client().ending()).isEqualTo(EOF);
        assertThat(pair.server().ending()).isEqualTo(EOF);
    }

    @Test
    void leavesIdleConnectionsOpenAtZero() throws IOException, InterruptedException {
        addToxic("'type':'limit_data','attributes':{'bytes':-1}");
        Pair pair = connect();
        assertThat(pair.client().silentFor(150)).isTrue();
        pair.server().send("x");
        assertThat(pair.client().ending()).isEqualTo(EOF);
    }

    @Test
    void closesRightAfterTheLastByte() throws IOException, InterruptedException {
        addToxic("'type':'limit_data','attributes':{'bytes':4}");
        Pair exact = connect();
        exact.server().send("1234");
        assertThat(exact.client().receiveAll()).isEqualTo("1234");
        assertThat(exact.server().ending()).isEqualTo(EOF);
        Pair crossing = connect();
        crossing.server().send("123");
        assertThat(crossing.client().receive(3)).isEqualTo("123");
        crossing.server().send("456");
        assertThat(crossing.client().receiveAll()).isEqualTo("4");
    }

    @Test
    void countsFromItsAdditionForConnectionsThatExist() throws IOException, InterruptedException {
        Pair pair = connect();
        pair.exchange();
        addToxic("'type':'limit_data','attributes':{'bytes':4}");
        pair.server().send("12345");
        assertThat(pair.client().receiveAll()).isEqualTo("1234");
    }

    @Test
    void givesEveryConnectionABudgetOfItsOwn() throws IOException, InterruptedException {
        addToxic("'type':'limit_data','attributes':{'bytes':4}");
        for (int i = 0; i < 3; i++) {
            Pair pair = connect();
            pair.server().send("12345");
            assertThat(pair.client().receiveAll()).isEqualTo("1234");
        }
    }

    @Test
    void keepsItsCountWhenChanged() throws IOException, InterruptedException {
        addToxic("'type':'limit_data','name':'l','attributes':{'bytes':100}");
        Pair pair = connect();
        pair.server().send("123456");
        assertThat(pair.client().receive(6)).isEqualTo("123456");
        patchToxic("l", "'attributes':{'bytes':8}");
        pair.server().send("789");
        assertThat(pair.client().receiveAll()).isEqualTo("78");
    }

    @Test
    void swallowsTheNextChunkIfTheLimitIsLoweredBelowTheCount() throws IOException, InterruptedException {
        addToxic("'type':'limit_data','name':'l','attributes':{'bytes':100}");
        Pair pair = connect();
        pair.server().send("123456");
        assertThat(pair.client().receive(6)).isEqualTo("123456");
        patchToxic("l", "'attributes':{'bytes':3}");
        assertThat(pair.client().silentFor(100)).isTrue();
        pair.server().send("7");
        assertThat(pair.client().ending()).isEqualTo(EOF);
    }

    @Test
    void letsConnectionsLiveWhenRemovedInTime() throws IOException, InterruptedException {
        addToxic("'type':'limit_data','name':'l','attributes':{'bytes':6}");
        Pair pair = connect();
        pair.exchange();
        removeToxic("l");
        pair.exchange();
        addToxic("'type':'limit_data','name':'l','attributes':{'bytes':6}");
        pair.exchange();
    }

    @Test
    void discardsTheRequestOnTheUpstream() throws IOException, InterruptedException {
        Pair pair = connect();
        pair.exchange();
        addToxic("'type':'limit_data','stream':'upstream'");
        pair.client().send("request");
        assertThat(pair.client().ending()).isEqualTo(EOF);
        assertThat(pair.server().ending()).isEqualTo(EOF);
    }
}
