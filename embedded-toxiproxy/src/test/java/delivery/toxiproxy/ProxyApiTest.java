package delivery.toxiproxy;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.toxiproxy.ServerUnderTest.Reply;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Creating, showing, changing and deleting proxies, as far as the API shows it. */
@OnEveryServer
class ProxyApiTest extends ConformanceTest {
    private final String other = proxy + "-other";

    @AfterEach
    void deleteOther() throws IOException, InterruptedException {
        server.delete("/proxies/" + other);
    }

    private Reply create(String members) throws IOException, InterruptedException {
        return server.post("/proxies", "{\"name\":\"" + other + "\"," + members.replace('\'', '"') + "}");
    }

    @Test
    void showsAProxyInTheOrderOfTheRealOne() throws IOException, InterruptedException {
        Reply reply = create("'upstream':'localhost:1','listen':'127.0.0.1:0'");
        String shown = "{\"name\":\"" + other + "\",\"listen\":\"127.0.0.1:" + portOf(reply)
                + "\",\"upstream\":\"localhost:1\",\"enabled\":true,\"Logger\":{},\"toxics\":[]}";
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.contentType()).isEqualTo("application/json");
        assertThat(reply.body()).isEqualTo(shown);
        assertThat(server.get("/proxies/" + other).body()).isEqualTo(shown);
        assertThat(server.get("/proxies").body()).contains("\"" + other + "\":" + shown);
    }

    @Test
    void listensOnAnyPortOfAllInterfacesUnlessTold() throws IOException, InterruptedException {
        Reply reply = create("'upstream':'localhost:1'");
        assertThat(reply.json().get("listen").asText()).matches("\\[::]:[1-9][0-9]*|0\\.0\\.0\\.0:[1-9][0-9]*");
    }

    @Test
    void showsTheResolvedAddressOnlyWhileEnabled() throws IOException, InterruptedException {
        Reply disabled = create("'upstream':'localhost:1','listen':'localhost:0','enabled':false");
        assertThat(disabled.json().get("listen").asText()).isEqualTo("localhost:0");
        assertThat(disabled.json().get("enabled").asBoolean()).isFalse();
        Reply enabled = server.patch("/proxies/" + other, "{\"enabled\":true}");
        assertThat(enabled.json().get("listen").asText()).matches("127\\.0\\.0\\.1:[1-9][0-9]*");
        Reply again = server.patch("/proxies/" + other, "{\"enabled\":false}");
        assertThat(again.json().get("listen")).isEqualTo(enabled.json().get("listen"));
    }

    @Test
    void takesKeysInAnyCaseTheLastOfTwoAndOnlyTheFirstValue() throws IOException, InterruptedException {
        Reply reply = create("'UPSTREAM':'a:1','Upstream':'b:2','listen':null,'enabled':false,'odd':[{}]} trailing {");
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.json().get("upstream").asText()).isEqualTo("b:2");
        assertThat(reply.json().get("listen").asText()).isEmpty();
    }

    @Test
    void escapesWhatHtmlWouldRead() throws IOException, InterruptedException {
        Reply reply = create("'upstream':'<&>:1','enabled':false");
        assertThat(reply.body()).contains("\"upstream\":\"\\u003c\\u0026\\u003e:1\"");
    }

    @Test
    void refusesAProxyWithoutNameOrUpstream() throws IOException, InterruptedException {
        for (String body : new String[] {"{}", "null", "{\"name\":\"\",\"upstream\":\"x:1\"}"}) {
            assertError(server.post("/proxies", body), 400, "missing required field: name");
        }
        assertError(create("'upstream':''"), 400, "missing required field: upstream");
    }

    @Test
    void refusesANameThatIsTakenEvenIfAllElseIsEqual() throws IOException, InterruptedException {
        String body = "{\"name\":\"" + proxy + "\",\"listen\":\"127.0.0.1:" + proxyPort + "\",\"upstream\":\""
                + upstreamAddress() + "\"}";
        assertError(server.post("/proxies", body), 409, "proxy already exists");
    }

    @Test
    void namesWhyAnAddressCannotBeBoundAndForgetsTheProxy() throws IOException, InterruptedException {
        String taken = String.valueOf(upstream.getLocalPort());
        assertNotBound("127.0.0.1:" + taken, "listen tcp 127.0.0.1:" + taken + ": bind: address already in use");
        assertNotBound("localhost:" + taken, "listen tcp 127.0.0.1:" + taken + ": bind: address already in use");
        assertNotBound("203.0.113.1:0", "listen tcp 203.0.113.1:0: bind: cannot assign requested address");
        assertNotBound("foo", "listen tcp: address foo: missing port in address");
        assertNotBound("a:b:c", "listen tcp: address a:b:c: too many colons in address");
        assertNotBound("[::1", "listen tcp: address [::1: missing ']' in address");
        assertNotBound("127.0.0.1:99999", "listen tcp: address 99999: invalid port");
        assertNotBound("127.0.0.1:-1", "listen tcp: address -1: invalid port");
        assertNotBound("127.0.0.1:80x", "listen tcp: lookup tcp/80x: unknown port");
    }

    private void assertNotBound(String listen, String error) throws IOException, InterruptedException {
        assertError(create("'upstream':'x:1','listen':'" + listen + "'"), 500, error);
        assertThat(server.get("/proxies/" + other).status()).isEqualTo(404);
    }

    @Test
    void keepsNameAndMissingFieldsOnUpdate() throws IOException, InterruptedException {
        create("'upstream':'a:1','enabled':false");
        for (String method : new String[] {"POST", "PATCH"}) {
            Reply reply = server.send(method, "/proxies/" + other, "{\"name\":\"renamed\",\"upstream\":\"\"}");
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.json().get("name").asText()).isEqualTo(other);
            assertThat(reply.json().get("upstream").asText()).isEmpty();
            assertThat(reply.json().get("enabled").asBoolean()).isFalse();
        }
    }

    @Test
    void disablesAProxyWhoseNewAddressIsTaken() throws IOException, InterruptedException {
        create("'upstream':'a:1','listen':'127.0.0.1:0'");
        String taken = "127.0.0.1:" + proxyPort;
        Reply reply = server.patch("/proxies/" + other, "{\"listen\":\"" + taken + "\"}");
        assertError(reply, 500, "listen tcp " + taken + ": bind: address already in use");
        Reply shown = server.get("/proxies/" + other);
        assertThat(shown.json().get("listen").asText()).isEqualTo(taken);
        assertThat(shown.json().get("enabled").asBoolean()).isFalse();
    }

    @Test
    void leavesAProxyAloneWhoseNewAddressMakesNoSense() throws IOException, InterruptedException {
        assertError(
                server.patch("/proxies/" + proxy, "{\"listen\":\"foo\"}"), 500, "address foo: missing port in address");
        assertThat(server.get("/proxies/" + proxy).json().get("enabled").asBoolean())
                .isTrue();
        connect().exchange();
    }

    @Test
    void answers404ForAProxyThatIsNotThere() throws IOException, InterruptedException {
        String path = "/proxies/nobody";
        assertError(server.get(path), 404, "proxy not found");
        assertError(server.patch(path, "no json"), 404, "proxy not found");
        assertError(server.delete(path), 404, "proxy not found");
        assertError(server.get(path + "/toxics"), 404, "proxy not found");
        assertError(server.post(path + "/toxics", "no json"), 404, "proxy not found");
        assertError(server.delete(path + "/toxics/x"), 404, "proxy not found");
    }

    private static void assertError(Reply reply, int status, String error) throws IOException {
        assertThat(reply.json().get("error").asText()).isEqualTo(error);
        assertThat(reply.status()).isEqualTo(status);
    }
}
