package delivery.toxiproxy;

import static delivery.toxiproxy.Peer.Ending.EOF;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Toxics that come, change and go while connections are at work. */
@OnEveryServer
class SwitchingToxicsTest extends ConformanceTest {

    @Test
    void appliesAToxicToWhatIsSentRightAfterTheAnswer() throws IOException, InterruptedException {
        for (int i = 0; i < 25; i++) {
            Pair pair = connect();
            pair.exchange();
            addToxic("'type':'limit_data','name':'l'");
            pair.server().send("leaked?");
            assertThat(pair.client().receiveAll()).isEmpty();
            removeToxic("l");
        }
    }

    @Test
    void liftsAToxicFromWhatIsSentRightAfterTheAnswer() throws IOException, InterruptedException {
        Pair pair = connect();
        for (int i = 0; i < 25; i++) {
            addToxic("'type':'limit_data','name':'l','attributes':{'bytes':1}");
            removeToxic("l");
            pair.exchange();
        }
    }

    @Test
    void losesAndReordersNothingWhileToxicsComeAndGo() throws IOException, InterruptedException {
        Pair pair = connect();
        StringBuilder sent = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            String text = "message " + i + ";";
            pair.server().send(text);
            sent.append(text);
            addToxic("'type':'latency','name':'l" + i + "','attributes':{'latency':" + (i % 5) * 20 + "}");
            if (i > 2) {
                removeToxic("l" + (i - 3));
            }
        }
        assertThat(pair.client().receive(sent.length())).isEqualTo(sent.toString());
        pair.exchange();
    }

    @Test
    void letsTheHeldChunkPassTheNewToxicByButNotThoseAfterIt() throws IOException, InterruptedException {
        addToxic("'type':'latency','name':'l','attributes':{'latency':60000}");
        Pair pair = connect();
        pair.server().send("held");
        assertThat(pair.client().silentFor(50)).isTrue();
        pair.server().send("queued");
        assertThat(pair.client().silentFor(50)).isTrue();
        addToxic("'type':'limit_data'");
        assertThat(pair.client().receive(4)).isEqualTo("held");
        patchToxic("l", "'attributes':{'latency':0}");
        assertThat(pair.client().ending()).isEqualTo(EOF);
    }

    @Test
    void leavesConnectionsAloneWhenItRefusesAChange() throws IOException, InterruptedException {
        addToxic("'type':'latency','name':'l','attributes':{'latency':60000}");
        Pair pair = connect();
        pair.server().send("held");
        assertThat(pair.client().silentFor(50)).isTrue();
        for (String body : List.of("no json", "[]", "{\"toxicity\":\"x\"}", "{\"attributes\":1}")) {
            assertThat(server.patch("/proxies/" + proxy + "/toxics/l", body).status())
                    .isEqualTo(400);
        }
        assertThat(server.post("/proxies/" + proxy + "/toxics", "{\"type\":\"bogus\"}")
                        .status())
                .isEqualTo(400);
        assertThat(pair.client().silentFor(100)).isTrue();
        patchToxic("l", "");
        assertThat(pair.client().receive(4)).isEqualTo("held");
    }

    @Test
    void appliesToxicsInTheOrderOfTheirCreation() throws IOException, InterruptedException {
        addToxic("'type':'limit_data','attributes':{'bytes':4}");
        addToxic("'type':'slow_close','attributes':{'delay':300}");
        Pair pair = connect();
        assertThat(elapsedMs(() -> {
                    pair.server().send("12345");
                    assertThat(pair.client().receive(4)).isEqualTo("1234");
                    assertThat(pair.client().ending()).isEqualTo(EOF);
                }))
                .isGreaterThanOrEqualTo(200);
    }

    @Test
    void takesAToxicOutOfTheMiddle() throws IOException, InterruptedException {
        addToxic("'type':'noop','name':'first'");
        addToxic("'type':'latency','name':'middle','attributes':{'latency':60000}");
        addToxic("'type':'noop','name':'last'");
        Pair pair = connect();
        pair.server().send("held");
        assertThat(pair.client().silentFor(50)).isTrue();
        removeToxic("middle");
        assertThat(pair.client().receive(4)).isEqualTo("held");
        pair.exchange();
        addToxic("'type':'limit_data','name':'end'");
        pair.server().send("dropped");
        assertThat(pair.client().ending()).isEqualTo(EOF);
    }

    @Test
    void drawsAToxicForAboutTheShareOfConnectionsThatItsToxicitySays() throws IOException, InterruptedException {
        addToxic("'type':'limit_data','name':'l','toxicity':0.5");
        int cut = 0;
        for (int i = 0; i < 120; i++) {
            cut += isCut(connect()) ? 1 : 0;
        }
        // Eight standard deviations: one wrong alarm in more than 10^14 runs.
        assertThat(cut).isBetween(16, 104);
    }

    private static boolean isCut(Pair pair) throws IOException {
        pair.server().send("?");
        return pair.client().receiveSome().isEmpty();
    }

    @Test
    void drawsAgainWhenTheToxicIsChanged() throws IOException, InterruptedException {
        addToxic("'type':'limit_data','name':'l','toxicity':0");
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Pair pair = connect();
            assertThat(isCut(pair)).isFalse();
            pairs.add(pair);
        }
        patchToxic("l", "'toxicity':0.5");
        int cut = 0;
        for (Pair pair : pairs) {
            cut += isCut(pair) ? 1 : 0;
        }
        assertThat(cut).isBetween(10, 90);
    }

    @Test
    void drawsAgainWhenAToxicIsAddedAfterIt() throws IOException, InterruptedException {
        addToxic("'type':'limit_data','name':'l','toxicity':0.05");
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Pair pair = connect();
            if (!isCut(pair)) {
                pairs.add(pair);
            }
        }
        int cut = 0;
        for (int round = 0; round < 10; round++) {
            addToxic("'type':'noop','name':'n" + round + "'");
            removeToxic("n" + round);
            List<Pair> alive = new ArrayList<>();
            for (Pair pair : pairs) {
                boolean gone = isCut(pair);
                cut += gone ? 1 : 0;
                if (!gone) {
                    alive.add(pair);
                }
            }
            pairs = alive;
        }
        assertThat(cut).isGreaterThan(2);
    }
}
