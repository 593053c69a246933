package delivery.toxiproxy;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.toxiproxy.ServerUnderTest.Reply;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Bodies that are no JSON, or not of the right types: refused by 400, and nothing is changed. The words of the reason
 * are each server's own.
 */
@OnEveryServer
class MalformedBodyTest extends ConformanceTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``
            `   `
            x
            tru
            trux
            {"name"
            {"name":}
            {"name":"a"
            {"name":"a
            {"name":"a\\
            {"name":"a",}
            {name:1}
            {'name':1}
            {"name" 1}
            {"name":"a"]
            {"name":"\\q"}
            {"name":"\\u00x0"}
            {"a":01}
            {"a":1.x}
            {"a":-}
            {"a":1e}
            {"a":.5}
            [1 2]
            """)
    void refusesWhatIsNoJson(String body) throws IOException, InterruptedException {
        assertRefused(server.post("/proxies", body));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            []
            1
            "a"
            true
            {"name":1}
            {"name":[1],"listen":true}
            {"listen":true,"name":[1]}
            {"name":"a","enabled":"x"}
            {"name":"a","upstream":{}}
            {"Logger":1,"name":1}
            """)
    void refusesAFieldOfAProxyOfTheWrongType(String body) throws IOException, InterruptedException {
        assertRefused(server.post("/proxies", body));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            []
            {"type":1}
            {"type":"latency","toxicity":"x"}
            {"type":"latency","toxicity":1e40}
            {"type":"latency","attributes":1}
            {"type":"latency","name":5,"attributes":1}
            {"type":"latency","attributes":{"latency":"x","jitter":1.5}}
            {"type":"latency","attributes":{"jitter":1e3}}
            {"type":"latency","attributes":{"latency":99999999999999999999}}
            {"type":"latency","attributes":{"latency":true}}
            {"type":"slow_close","attributes":{"delay":1.0}}
            {"type":"reset_peer","attributes":{"timeout":"0"}}
            {"type":"limit_data","attributes":{"bytes":{}}}
            {"type":"slicer","attributes":{"average_size":"x"}}
            """)
    void refusesAFieldOfAToxicOfTheWrongType(String body) throws IOException, InterruptedException {
        assertRefused(server.post("/proxies/" + proxy + "/toxics", body));
        assertThat(server.get("/proxies/" + proxy + "/toxics").body()).isEqualTo("[]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            []
            {"attributes":[]}
            {"toxicity":"x"}
            {"attributes":{"latency":"x"},"toxicity":0.5}
            """)
    void refusesAFieldOfAnUpdateOfTheWrongType(String body) throws IOException, InterruptedException {
        addToxic("'type':'latency','name':'l'");
        assertRefused(server.patch("/proxies/" + proxy + "/toxics/l", body));
        assertThat(server.get("/proxies/" + proxy + "/toxics/l")
                        .json()
                        .get("toxicity")
                        .asInt())
                .isEqualTo(1);
    }

    private static void assertRefused(Reply reply) throws IOException {
        assertThat(reply.json().get("error").asText())
                .startsWith("bad request body: ")
                .hasSizeGreaterThan(18);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().get("status").asInt()).isEqualTo(400);
        assertThat(reply.contentType()).isEqualTo("text/plain; charset=utf-8");
    }
}
