package delivery.toxiproxy;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.toxiproxy.ServerUnderTest.Reply;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Paths, methods, headers: what a client sees of the API whatever it asks for. */
@OnEveryServer
class ApiRoutesTest extends ConformanceTest {
    private static final String REQUEST_ID = "X-Toxiproxy-Request-Id";

    @Test
    void tellsItsVersionAsJsonOnALine() throws IOException, InterruptedException {
        Reply reply = server.get("/version");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.contentType()).isEqualTo("application/json;charset=utf-8");
        assertThat(reply.body()).matches("\\{\"version\": \"[^\"]+\"}\n");
    }

    @Test
    void answersSuccessAsJsonWithoutATrailingNewline() throws IOException, InterruptedException {
        for (String path : List.of("/proxies", "/proxies/" + proxy, "/proxies/" + proxy + "/toxics")) {
            Reply reply = server.get(path);
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.contentType()).isEqualTo("application/json");
            assertThat(reply.body()).doesNotEndWith("\n");
        }
    }

    @Test
    void answersErrorsAsJsonThatClaimsToBeText() throws IOException, InterruptedException {
        Reply reply = server.get("/proxies/nobody");
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.contentType()).isEqualTo("text/plain; charset=utf-8");
        assertThat(reply.response().headers().firstValue("X-Content-Type-Options"))
                .contains("nosniff");
        assertThat(reply.body()).isEqualTo("{\"error\":\"proxy not found\",\"status\":404}\n");
    }

    @Test
    void answers404PageForPathsItDoesNotKnow() throws IOException, InterruptedException {
        for (String path :
                List.of("/", "/nope", "/proxies/", "/proxies/" + proxy + "/", "/metrics", "/proxies/a%2Fb")) {
            Reply reply = server.get(path);
            assertThat(reply.status()).as(path).isEqualTo(404);
            assertThat(reply.body()).as(path).isEqualTo("404 page not found\n");
            assertThat(reply.contentType()).isEqualTo("text/plain; charset=utf-8");
            assertThat(reply.response().headers().firstValue(REQUEST_ID)).isEmpty();
        }
    }

    @Test
    void answers405WithoutABodyForOtherMethods() throws IOException, InterruptedException {
        List<List<String>> others = List.of(
                List.of("PUT", "/proxies"),
                List.of("DELETE", "/proxies"),
                List.of("HEAD", "/proxies"),
                List.of("PUT", "/proxies/" + proxy),
                List.of("GET", "/reset"),
                List.of("GET", "/populate"),
                List.of("POST", "/version"),
                List.of("OPTIONS", "/version"),
                List.of("PATCH", "/proxies/" + proxy + "/toxics"),
                List.of("PUT", "/proxies/" + proxy + "/toxics/x"));
        for (List<String> other : others) {
            Reply reply = server.send(other.get(0), other.get(1), "");
            assertThat(reply.status()).as(other.toString()).isEqualTo(405);
            assertThat(reply.body()).isEmpty();
        }
    }

    @Test
    void givesEveryServedRequestAnIdOfItsOwn() throws IOException, InterruptedException {
        String first = server.get("/version")
                .response()
                .headers()
                .firstValue(REQUEST_ID)
                .orElseThrow();
        String second = server.get("/proxies/nobody")
                .response()
                .headers()
                .firstValue(REQUEST_ID)
                .orElseThrow();
        assertThat(List.of(first, second))
                .allMatch(id -> id.matches("[0-9a-v]{20}"))
                .doesNotHaveDuplicates();
    }

    @Test
    void refusesBrowsersWhereItWouldServeOthers() throws IOException, InterruptedException {
        Reply known = server.send("GET", "/proxies", "", "User-Agent", "Mozilla/5.0");
        assertThat(known.status()).isEqualTo(403);
        assertThat(known.body()).isEqualTo("User agent not allowed\n");
        assertThat(known.contentType()).isEqualTo("text/plain; charset=utf-8");
        assertThat(server.send("GET", "/nope", "", "User-Agent", "Mozilla/5.0").status())
                .isEqualTo(404);
        assertThat(server.send("PUT", "/proxies", "", "User-Agent", "Mozilla/5.0")
                        .status())
                .isEqualTo(405);
    }

    @Test
    void ignoresQueriesAndTheContentTypeOfRequests() throws IOException, InterruptedException {
        assertThat(server.get("/proxies/" + proxy + "?enabled=false")
                        .json()
                        .get("enabled")
                        .asBoolean())
                .isTrue();
        Reply reply = server.send(
                "POST",
                "/proxies/" + proxy + "/toxics",
                "{\"type\":\"noop\"}",
                "Content-Type",
                "application/x-www-form-urlencoded");
        assertThat(reply.status()).isEqualTo(200);
    }

    @Test
    void decodesEscapesInPaths() throws IOException, InterruptedException {
        addToxic("'type':'noop','name':'a b'");
        assertThat(server.get("/proxies/" + proxy + "/toxics/a%20b").status()).isEqualTo(200);
        assertThat(server.delete("/proxies/" + proxy.replace("p", "%70") + "/toxics/a%20b")
                        .status())
                .isEqualTo(204);
    }

    @Test
    void answers204WithoutBodyOrLength() throws IOException, InterruptedException {
        addToxic("'type':'noop'");
        Reply reply = server.delete("/proxies/" + proxy + "/toxics/noop_downstream");
        assertThat(reply.status()).isEqualTo(204);
        assertThat(reply.contentType()).isEmpty();
        assertThat(reply.response().headers().firstValue("Content-Length")).isEmpty();
    }
}
