package delivery.toxiproxy;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.toxiproxy.ServerUnderTest.Reply;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies that are no JSON, or not of the right types: refused by 400, in the words of the real server. */
@OnEveryServer
class MalformedBodyTest extends ConformanceTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                  | EOF
            `   `               | EOF
            x                   | invalid character 'x' looking for beginning of value
            tru                 | unexpected EOF
            trux                | invalid character 'x' in literal true (expecting 'e')
            {"name"             | unexpected EOF
            {"name":}           | invalid character '}' looking for beginning of value
            {"name":"a"         | unexpected EOF
            {"name":"a          | unexpected EOF
            {"name":"a\\        | unexpected EOF
            {"name":"a",}       | invalid character '}' looking for beginning of object key string
            {name:1}            | invalid character 'n' looking for beginning of object key string
            {'name':1}          | invalid character '\\'' looking for beginning of object key string
            {"name" 1}          | invalid character '1' after object key
            {"name":"a"]        | invalid character ']' after object key:value pair
            {"name":"\\q"}      | invalid character 'q' in string escape code
            {"name":"\\u00x0"}  | invalid character 'x' in \\u hexadecimal character escape
            {"a":01}            | invalid character '1' after object key:value pair
            {"a":1.x}           | invalid character 'x' after decimal point in numeric literal
            {"a":-}             | invalid character '}' in numeric literal
            {"a":1e}            | invalid character '}' in exponent of numeric literal
            {"a":.5}            | invalid character '.' looking for beginning of value
            [1 2]               | invalid character '2' after array element
            """)
    void namesWhatIsNoJson(String body, String error) throws IOException, InterruptedException {
        assertRefused(server.post("/proxies", body), error);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            []                            | array into Go value of type toxiproxy.Proxy
            1                             | number into Go value of type toxiproxy.Proxy
            "a"                           | string into Go value of type toxiproxy.Proxy
            true                          | bool into Go value of type toxiproxy.Proxy
            {"name":1}                    | number into Go struct field Proxy.name of type string
            {"name":[1],"listen":true}    | array into Go struct field Proxy.name of type string
            {"listen":true,"name":[1]}    | bool into Go struct field Proxy.listen of type string
            {"name":"a","enabled":"x"}    | string into Go struct field Proxy.enabled of type bool
            {"name":"a","upstream":{}}    | object into Go struct field Proxy.upstream of type string
            {"Logger":1,"name":1}         | number into Go struct field Proxy.Logger of type zerolog.Logger
            """)
    void namesTheFieldOfAProxyThatIsOfTheWrongType(String body, String error) throws IOException, InterruptedException {
        assertRefused(server.post("/proxies", body), "json: cannot unmarshal " + error);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            []                                            | array into Go value of type toxics.ToxicWrapper
            {"type":1}                                    | number into Go struct field ToxicWrapper.type of type string
            {"type":"latency","toxicity":"x"}             | string into Go struct field ToxicWrapper.toxicity of type float32
            {"type":"latency","toxicity":1e40}            | number 1e40 into Go struct field ToxicWrapper.toxicity of type float32
            {"type":"latency","attributes":1}             | number into Go struct field ToxicWrapper.attributes of type toxics.NoopToxic
            {"type":"latency","name":5,"attributes":1}    | number into Go struct field ToxicWrapper.name of type string
            {"type":"latency","attributes":{"latency":"x","jitter":1.5}} | string into Go struct field LatencyToxic.attributes.latency of type int64
            {"type":"latency","attributes":{"jitter":1e3}}    | number 1e3 into Go struct field LatencyToxic.attributes.jitter of type int64
            {"type":"latency","attributes":{"latency":99999999999999999999}} | number 99999999999999999999 into Go struct field LatencyToxic.attributes.latency of type int64
            {"type":"latency","attributes":{"latency":true}}  | bool into Go struct field LatencyToxic.attributes.latency of type int64
            {"type":"slow_close","attributes":{"delay":1.0}}  | number 1.0 into Go struct field SlowCloseToxic.attributes.delay of type int64
            {"type":"reset_peer","attributes":{"timeout":"0"}}| string into Go struct field ResetToxic.attributes.timeout of type int64
            {"type":"limit_data","attributes":{"bytes":{}}}   | object into Go struct field LimitDataToxic.attributes.bytes of type int64
            {"type":"slicer","attributes":{"average_size":"x"}}| string into Go struct field SlicerToxic.attributes.average_size of type int
            """)
    void namesTheFieldOfAToxicThatIsOfTheWrongType(String body, String error) throws IOException, InterruptedException {
        assertRefused(server.post("/proxies/" + proxy + "/toxics", body), "json: cannot unmarshal " + error);
        assertThat(server.get("/proxies/" + proxy + "/toxics").body()).isEqualTo("[]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            []                   | array into Go value of type struct { Attributes interface {} "json:\\"attributes\\""; Toxicity float32 "json:\\"toxicity\\"" }
            {"attributes":[]}    | array into Go struct field .attributes of type toxics.LatencyToxic
            {"toxicity":"x"}     | string into Go struct field .toxicity of type float32
            {"attributes":{"latency":"x"},"toxicity":0.5} | string into Go struct field LatencyToxic.attributes.latency of type int64
            """)
    void namesTheFieldOfAnUpdateThatIsOfTheWrongType(String body, String error)
            throws IOException, InterruptedException {
        addToxic("'type':'latency','name':'l'");
        assertRefused(server.patch("/proxies/" + proxy + "/toxics/l", body), "json: cannot unmarshal " + error);
        assertThat(server.get("/proxies/" + proxy + "/toxics/l")
                        .json()
                        .get("toxicity")
                        .asInt())
                .isEqualTo(1);
    }

    private static void assertRefused(Reply reply, String error) throws IOException {
        assertThat(reply.json().get("error").asText()).isEqualTo("bad request body: " + error);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().get("status").asInt()).isEqualTo(400);
        assertThat(reply.contentType()).isEqualTo("text/plain; charset=utf-8");
    }
}
