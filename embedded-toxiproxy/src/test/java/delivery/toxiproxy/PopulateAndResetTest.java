package delivery.toxiproxy;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.toxiproxy.ServerUnderTest.Reply;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The two operations on many proxies. */
@OnEveryServer
class PopulateAndResetTest extends ConformanceTest {
    private final String second = proxy + "-second";

    @AfterEach
    void deleteSecond() throws IOException, InterruptedException {
        server.delete("/proxies/" + second);
    }

    private static String entry(String name, String listen, String upstream) {
        return "{\"name\":\"" + name + "\",\"listen\":\"" + listen + "\",\"upstream\":\"" + upstream + "\"}";
    }

    private String same() {
        return entry(proxy, "localhost:" + proxyPort, upstreamAddress());
    }

    @Test
    void createsProxiesInTheirOrder() throws IOException, InterruptedException {
        Reply reply = server.post("/populate", "[" + entry(second, "127.0.0.1:0", "x:1") + "," + same() + "]");
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.contentType()).isEqualTo("application/json");
        assertThat(reply.body())
                .startsWith("{\"proxies\":[{\"name\":\"" + second + "\"")
                .endsWith("\"toxics\":[]}]}");
        assertThat(reply.json().get("proxies")).hasSize(2);
    }

    @Test
    void answersNullForNothing() throws IOException, InterruptedException {
        for (String body : new String[] {"[]", "null"}) {
            Reply reply = server.post("/populate", body);
            assertThat(reply.status()).isEqualTo(201);
            assertThat(reply.body()).isEqualTo("{\"proxies\":null}");
        }
    }

    @Test
    void leavesAnEqualProxyAloneWithItsToxicsAndConnections() throws IOException, InterruptedException {
        addToxic("'type':'noop'");
        Pair pair = connect();
        pair.exchange();
        Reply reply = server.post("/populate", "[" + same().replace("}", ",\"enabled\":false}") + "]");
        assertThat(reply.json().at("/proxies/0/enabled").asBoolean()).isTrue();
        assertThat(reply.json().at("/proxies/0/toxics")).hasSize(1);
        pair.exchange();
    }

    @Test
    void replacesADifferentProxyWithoutItsToxics() throws IOException, InterruptedException {
        addToxic("'type':'noop'");
        Pair pair = connect();
        pair.exchange();
        Reply reply = server.post("/populate", "[" + entry(proxy, "127.0.0.1:" + proxyPort, "127.0.0.1:1") + "]");
        assertThat(reply.json().at("/proxies/0/toxics")).isEmpty();
        assertThat(reply.json().at("/proxies/0/upstream").asText()).isEqualTo("127.0.0.1:1");
        assertThat(pair.client().ending()).isEqualTo(Peer.Ending.EOF);
    }

    @Test
    void checksEveryEntryBeforeItCreatesAny() throws IOException, InterruptedException {
        Reply reply = server.post("/populate", "[" + entry(second, "127.0.0.1:0", "x:1") + ",{\"name\":\"a\"}]");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.contentType()).isEqualTo("application/json");
        assertThat(reply.body())
                .isEqualTo(
                        "{\"error\":\"missing required field: upstream at proxy 2\",\"status\":400,\"proxies\":null}");
        assertThat(server.get("/proxies/" + second).status()).isEqualTo(404);
        assertThat(server.post("/populate", "[null]").json().get("error").asText())
                .isEqualTo("missing required field: name at proxy 1");
    }

    @Test
    void stopsAtTheFirstThatCannotBeStartedAndKeepsThoseBefore() throws IOException, InterruptedException {
        String taken = "127.0.0.1:" + proxyPort;
        Reply reply = server.post(
                "/populate", "[" + entry(second, "127.0.0.1:0", "x:1") + "," + entry("third", taken, "x:1") + "]");
        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.json().get("error").asText())
                .isEqualTo("listen tcp " + taken + ": bind: address already in use");
        assertThat(reply.json().get("proxies")).hasSize(1);
        assertThat(server.get("/proxies/" + second).status()).isEqualTo(200);
        assertThat(server.get("/proxies/third").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[1]", "[{\"enabled\":\"x\",\"name\":1}]", "[{\"name\":1}]"})
    void refusesWhatIsNoArrayOfProxies(String body) throws IOException, InterruptedException {
        Reply reply = server.post("/populate", body);
        assertThat(reply.json().get("error").asText()).startsWith("bad request body: ");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().get("proxies").isNull()).isTrue();
    }

    @Test
    void resetEnablesProxiesAndRemovesToxicsButKeepsConnections() throws IOException, InterruptedException {
        Pair pair = connect();
        addToxic("'type':'latency','attributes':{'latency':60000}");
        addToxic("'type':'bandwidth','stream':'upstream'");
        server.post("/populate", "[" + entry(second, "127.0.0.1:0", "x:1") + "]");
        server.patch("/proxies/" + second, "{\"enabled\":false}");
        Reply reply = server.post("/reset", "");
        assertThat(reply.status()).isEqualTo(204);
        assertThat(server.get("/proxies/" + proxy + "/toxics").body()).isEqualTo("[]");
        assertThat(server.get("/proxies/" + second).json().get("enabled").asBoolean())
                .isTrue();
        pair.exchange();
    }
}
