package delivery.toxiproxy;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.toxiproxy.ServerUnderTest.Reply;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Creating, showing, changing and deleting toxics, as far as the API shows it. */
@OnEveryServer
class ToxicApiTest extends ConformanceTest {
    private Reply create(String members) throws IOException, InterruptedException {
        return server.post("/proxies/" + proxy + "/toxics", "{" + members.replace('\'', '"') + "}");
    }

    private Reply change(String name, String members) throws IOException, InterruptedException {
        return server.patch("/proxies/" + proxy + "/toxics/" + name, "{" + members.replace('\'', '"') + "}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            noop       | {}
            latency    | {"latency":1,"jitter":1}
            bandwidth  | {"rate":1}
            slow_close | {"delay":1}
            timeout    | {"timeout":1}
            reset_peer | {"timeout":1}
            slicer     | {"average_size":1,"size_variation":1,"delay":1}
            limit_data | {"bytes":1}
            """)
    void showsEveryTypeWithAllItsAttributes(String type, String attributes) throws IOException, InterruptedException {
        Reply reply = create("'type':'" + type + "','attributes':" + attributes);
        String shown = "{\"attributes\":" + attributes + ",\"name\":\"" + type + "_downstream\",\"type\":\"" + type
                + "\",\"stream\":\"downstream\",\"toxicity\":1}";
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.contentType()).isEqualTo("application/json");
        assertThat(reply.body()).isEqualTo(shown);
        assertThat(server.get("/proxies/" + proxy + "/toxics").body()).isEqualTo("[" + shown + "]");
        assertThat(server.get("/proxies/" + proxy + "/toxics/" + type + "_downstream")
                        .body())
                .isEqualTo(shown);
        assertThat(server.get("/proxies/" + proxy).body()).endsWith("\"toxics\":[" + shown + "]}");
    }

    @Test
    void namesAToxicAfterTheStreamAsItWasSpelt() throws IOException, InterruptedException {
        Reply reply = create("'type':'latency','stream':'UPstream','name':'','attributes':null");
        assertThat(reply.json().get("name").asText()).isEqualTo("latency_UPstream");
        assertThat(reply.json().get("stream").asText()).isEqualTo("UPstream");
        assertThat(reply.json().at("/attributes/latency").asInt(-1)).isZero();
    }

    @Test
    void listsUpstreamToxicsFirstEachInTheOrderOfCreation() throws IOException, InterruptedException {
        create("'type':'noop','name':'d1'");
        create("'type':'noop','name':'u1','stream':'upstream'");
        create("'type':'noop','name':'d2'");
        create("'type':'noop','name':'u2','stream':'Upstream'");
        assertThat(server.get("/proxies/" + proxy + "/toxics").json().findValuesAsText("name"))
                .containsExactly("u1", "u2", "d1", "d2");
    }

    @Test
    void checksStreamThenTypeThenNameThenAttributes() throws IOException, InterruptedException {
        create("'type':'noop','name':'taken'");
        String badAttributes = ",'attributes':{'latency':'x'}";
        String stream = "stream was invalid, can be either upstream or downstream";
        assertError(create("'stream':'up','type':'no','name':'taken'" + badAttributes), 400, stream);
        assertError(create("'stream':''"), 400, stream);
        assertError(create("'type':'Latency','name':'taken'" + badAttributes), 400, "invalid toxic type");
        assertError(create(""), 400, "invalid toxic type");
        String clash = "'type':'latency','stream':'upstream','name':'taken'";
        assertError(create(clash + badAttributes), 409, "toxic already exists");
    }

    @Test
    void changesOnlyAttributesAndToxicity() throws IOException, InterruptedException {
        create("'type':'latency','name':'l','toxicity':0,'attributes':{'latency':1,'jitter':2}");
        Reply reply = change(
                "l",
                "'name':'m','type':'noop','stream':'upstream','toxicity':0.25,"
                        + "'attributes':{'JITTER':3,'odd':'x','latency':null}");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body())
                .isEqualTo("{\"attributes\":{\"latency\":1,\"jitter\":3},\"name\":\"l\",\"type\":\"latency\","
                        + "\"stream\":\"downstream\",\"toxicity\":0.25}");
        Reply posted = server.post("/proxies/" + proxy + "/toxics/l", "{}");
        assertThat(posted.body()).isEqualTo(reply.body());
    }

    @Test
    void changesWellTypedAttributesEvenIfItRefusesTheOthers() throws IOException, InterruptedException {
        create("'type':'latency','name':'l'");
        assertThat(change("l", "'attributes':{'latency':7,'jitter':'x'},'toxicity':0.5")
                        .status())
                .isEqualTo(400);
        Reply shown = server.get("/proxies/" + proxy + "/toxics/l");
        assertThat(shown.json().at("/attributes/latency").asInt()).isEqualTo(7);
        assertThat(shown.json().get("toxicity").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "1.0, 1",
        "0.5, 0.5",
        "0.3, 0.3",
        "0.1, 0.1",
        "1e-1, 0.1",
        "2.5, 2.5",
        "-1, -1",
        "0, 0",
        "1e21, 1e+21",
        "-1e-7, -1e-7",
        "1.5e-8, 1.5e-8",
        "0.000001, 0.000001",
        "16777216, 16777216",
        "0.33333334, 0.33333334",
        "123456789, 123456790",
        "1e20, 100000000000000000000",
        "3.4e38, 3.4e+38"
    })
    void showsToxicityInTheFewestDigits(String given, String shown) throws IOException, InterruptedException {
        assertThat(create("'type':'noop','toxicity':" + given).body()).endsWith("\"toxicity\":" + shown + "}");
    }

    @Test
    void acceptsNegativeAndLargestIntegers() throws IOException, InterruptedException {
        Reply reply = create("'type':'latency','attributes':{'latency':-5,'jitter':9223372036854775807}");
        assertThat(reply.body()).startsWith("{\"attributes\":{\"latency\":-5,\"jitter\":9223372036854775807}");
    }

    @Test
    void joinsAttributesThatAreGivenTwice() throws IOException, InterruptedException {
        Reply reply = create("'type':'latency','attributes':{'latency':1,'jitter':2},'attributes':{'latency':3}");
        assertThat(reply.body()).startsWith("{\"attributes\":{\"latency\":3,\"jitter\":2}");
    }

    @Test
    void answers404ForAToxicThatIsNotThere() throws IOException, InterruptedException {
        assertError(server.get("/proxies/" + proxy + "/toxics/x"), 404, "toxic not found");
        assertError(change("x", ""), 404, "toxic not found");
        assertError(server.patch("/proxies/" + proxy + "/toxics/x", "no json"), 404, "toxic not found");
        assertError(server.delete("/proxies/" + proxy + "/toxics/x"), 404, "toxic not found");
    }

    @Test
    void keepsToxicsWhileDisabledAndMoved() throws IOException, InterruptedException {
        create("'type':'noop','name':'stays'");
        setEnabled("false");
        assertThat(create("'type':'noop','name':'added'").status()).isEqualTo(200);
        server.patch("/proxies/" + proxy, "{\"enabled\":true,\"upstream\":\"127.0.0.1:1\"}");
        assertThat(server.get("/proxies/" + proxy + "/toxics").json().findValuesAsText("name"))
                .containsExactly("stays", "added");
    }

    private static void assertError(Reply reply, int status, String error) throws IOException {
        assertThat(reply.json().get("error").asText()).isEqualTo(error);
        assertThat(reply.status()).isEqualTo(status);
    }
}
