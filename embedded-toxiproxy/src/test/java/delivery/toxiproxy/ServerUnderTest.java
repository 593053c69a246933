package delivery.toxiproxy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A Toxiproxy server somewhere, known by its HTTP API only. */
final class ServerUnderTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private static final JsonMapper JSON = new JsonMapper();

    private final String name;
    final String host;
    final int port;

    ServerUnderTest(String name, String host, int port) {
        this.name = name;
        this.host = host;
        this.port = port;
    }

    /** What the server answered. */
    record Reply(int status, String contentType, String body, HttpResponse<String> response) {
        JsonNode json() throws IOException {
            return JSON.readTree(body);
        }
    }

    Reply get(String path) throws IOException, InterruptedException {
        return send("GET", path, "");
    }

    Reply post(String path, String body) throws IOException, InterruptedException {
        return send("POST", path, body);
    }

    Reply patch(String path, String body) throws IOException, InterruptedException {
        return send("PATCH", path, body);
    }

    Reply delete(String path) throws IOException, InterruptedException {
        return send("DELETE", path, "");
    }

    /** Sends a request; {@code headers} are names and values in turn. */
    Reply send(String method, String path, String body, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + host + ":" + port + path))
                .timeout(TIMEOUT)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
        String contentType = response.headers().firstValue("Content-Type").orElse("");
        return new Reply(response.statusCode(), contentType, response.body(), response);
    }

    @Override
    public String toString() {
        return name;
    }
}
