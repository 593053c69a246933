package delivery.toxiproxy;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.toxiproxy.ServerUnderTest.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The HTTP server of the API, with operations of the test's own. */
class ApiServerTest {
    private final CountDownLatch release = new CountDownLatch(1);
    private final Workers workers = new Workers();
    private ApiServer http;
    private ServerUnderTest server;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        List<Route> routes = List.of(
                Route.of("GET", "/slow", (path, body) -> {
                    release.await();
                    return ApiResponse.noContent();
                }),
                Route.of("GET", "/broken", (path, body) -> {
                    throw new IllegalStateException("a bug");
                }),
                Route.of("GET", "/text", (path, body) -> ApiResponse.version("x")),
                Route.of("POST", "/fine", (path, body) -> ApiResponse.noContent()));
        http = new ApiServer(new InetSocketAddress("127.0.0.1", 0), routes, Duration.ofMillis(100), workers);
        server = new ServerUnderTest("http", "127.0.0.1", http.address().getPort());
    }

    @AfterEach
    void stop() throws InterruptedException {
        http.close();
        release.countDown();
        assertThat(workers.awaitEnd(10_000)).isEmpty();
    }

    @Test
    void answers503InHtmlWhenAnOperationTakesTooLongAndServesTheNext() throws IOException, InterruptedException {
        Reply reply = server.get("/slow");
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.contentType()).isEqualTo("text/html; charset=utf-8");
        assertThat(reply.body())
                .isEqualTo("<html><head><title>Timeout</title></head><body><h1>Timeout</h1></body></html>");
        assertThat(server.post("/fine", "").status()).isEqualTo(204);
    }

    @Test
    void answers500WhenAnOperationFailsAndServesTheNext() throws IOException, InterruptedException {
        Reply reply = server.get("/broken");
        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.json().get("error").asText()).contains("a bug");
        assertThat(server.post("/fine", "").status()).isEqualTo(204);
    }

    @Test
    void acceptsAPostWithoutALength() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write("POST /fine HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            assertThat(new String(in.readNBytes(23), StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 204 No Content");
        }
    }

    @Test
    void doesNotWaitForAcknowledgementsBetweenHeadersAndBody() throws IOException {
        int requests = 50;
        try (Socket socket = new Socket("127.0.0.1", server.port)) {
            socket.setSoTimeout(10_000);
            socket.setTcpNoDelay(true);
            long startNanos = System.nanoTime();
            for (int i = 0; i < requests; i++) {
                socket.getOutputStream()
                        .write("GET /text HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                readTo(socket.getInputStream(), "}\n");
            }
            // A delayed acknowledgement takes 40 ms.
            assertThat((System.nanoTime() - startNanos) / 1_000_000).isLessThan(requests * 40L);
        }
    }

    private static void readTo(InputStream in, String end) throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.indexOf(end) < 0) {
            int next = in.read();
            assertThat(next).as("after " + read).isNotNegative();
            read.append((char) next);
        }
    }
}
