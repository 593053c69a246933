package delivery.toxiproxy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** What the API answers to a request. The body is empty where HTTP has none. */
record ApiResponse(int status, Map<String, String> headers, String body) {
    private static final String CONTENT_TYPE = "Content-Type";

    static ApiResponse json(int status, JsonNode body) {
        return new ApiResponse(status, Map.of(CONTENT_TYPE, "application/json"), ApiJson.text(body));
    }

    static ApiResponse noContent() {
        return new ApiResponse(204, Map.of(), "");
    }

    static ApiResponse methodNotAllowed() {
        return new ApiResponse(405, Map.of(), "");
    }

    /**
     * An error that is no JSON, or pretends not to be: Go's http.Error sets the content type to this whatever the body.
     */
    static ApiResponse plainError(int status, String line) {
        return new ApiResponse(
                status,
                Map.of(CONTENT_TYPE, "text/plain; charset=utf-8", "X-Content-Type-Options", "nosniff"),
                line + "\n");
    }

    static ApiResponse error(ApiException failure) {
        return plainError(failure.status(), ApiJson.text(ApiJson.error(failure)));
    }

    static ApiResponse timeout() {
        return new ApiResponse(
                503,
                Map.of(CONTENT_TYPE, "text/html; charset=utf-8"),
                "<html><head><title>Timeout</title></head><body><h1>Timeout</h1></body></html>");
    }

    static ApiResponse version(String version) {
        return new ApiResponse(
                200, Map.of(CONTENT_TYPE, "application/json;charset=utf-8"), "{\"version\": \"" + version + "\"}\n");
    }
}
