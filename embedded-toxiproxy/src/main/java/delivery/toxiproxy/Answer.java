package delivery.toxiproxy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** What the API answers to a request. The body is empty where HTTP has none. */
record Answer(int status, Map<String, String> headers, String body) {
    private static final String CONTENT_TYPE = "Content-Type";

    static Answer json(int status, JsonNode body) {
        return new Answer(status, Map.of(CONTENT_TYPE, "application/json"), ApiJson.text(body));
    }

    static Answer noContent() {
        return new Answer(204, Map.of(), "");
    }

    static Answer methodNotAllowed() {
        return new Answer(405, Map.of(), "");
    }

    /**
     * An error that is no JSON, or pretends not to be: Go's http.Error sets the content type to this whatever the body.
     */
    static Answer plainError(int status, String line) {
        return new Answer(
                status,
                Map.of(CONTENT_TYPE, "text/plain; charset=utf-8", "X-Content-Type-Options", "nosniff"),
                line + "\n");
    }

    static Answer error(ApiException failure) {
        return plainError(failure.status(), ApiJson.text(ApiJson.error(failure)));
    }

    static Answer timeout() {
        return new Answer(
                503,
                Map.of(CONTENT_TYPE, "text/html; charset=utf-8"),
                "<html><head><title>Timeout</title></head><body><h1>Timeout</h1></body></html>");
    }

    static Answer version(String version) {
        return new Answer(
                200, Map.of(CONTENT_TYPE, "application/json;charset=utf-8"), "{\"version\": \"" + version + "\"}\n");
    }
}
