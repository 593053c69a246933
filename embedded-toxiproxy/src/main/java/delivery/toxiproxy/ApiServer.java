package delivery.toxiproxy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Serves the API over HTTP. */
final class ApiServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ApiServer.class.getName());

    static {
        // Headers and body leave in two packets; without this, each answer waits 40 ms for an acknowledgement in
        // between.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final List<Route> routes;
    private final Duration timeout;
    private final HttpServer http;
    private final Workers workers;
    private volatile boolean closing;

    /**
     * Begins to serve.
     *
     * @param timeout after which a request that is still being served is answered by 503; it goes on nevertheless
     * @throws IOException if the address cannot be bound
     */
    ApiServer(InetSocketAddress address, List<Route> routes, Duration timeout, Workers workers)
            throws IOException, InterruptedException {
        this.routes = routes;
        this.timeout = timeout;
        this.http = HttpServer.create(address, 0);
        this.workers = workers;
        http.setExecutor(exchange -> workers.run("api", exchange));
        http.createContext("/", this::serve);
        // Its dispatcher is a daemon only if the thread that starts it is one.
        CountDownLatch started = new CountDownLatch(1);
        workers.run("api", () -> {
            http.start();
            started.countDown();
        });
        started.await();
    }

    InetSocketAddress address() {
        return http.getAddress();
    }

    @Override
    public void close() {
        closing = true;
        http.stop(0);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            send(exchange, answer(exchange));
        } catch (IOException | RuntimeException failure) {
            // A client of a server that is closing sees the end of the connection.
            LOG.log(
                    closing ? Level.DEBUG : Level.WARNING,
                    () -> exchange.getRequestMethod() + " " + exchange.getRequestURI() + ": " + failure);
            throw failure;
        }
    }

    private ApiResponse answer(HttpExchange exchange) throws IOException {
        // The target of a CONNECT has no path.
        String path = Objects.requireNonNullElse(exchange.getRequestURI().getPath(), "");
        List<Route> samePath =
                routes.stream().filter(route -> route.match(path).isPresent()).toList();
        if (samePath.isEmpty()) {
            return ApiResponse.plainError(404, "404 page not found");
        }
        Optional<Route> route = samePath.stream()
                .filter(candidate -> candidate.methods().contains(exchange.getRequestMethod()))
                .findFirst();
        if (route.isEmpty()) {
            return ApiResponse.methodNotAllowed();
        }
        exchange.getResponseHeaders().set("X-Toxiproxy-Request-Id", requestId());
        String agent = exchange.getRequestHeaders().getFirst("User-Agent");
        if (agent != null && agent.startsWith("Mozilla/")) {
            return ApiResponse.plainError(403, "User agent not allowed");
        }
        return serveInTime(
                route.get(),
                route.get().match(path).orElseThrow(),
                exchange.getRequestBody().readAllBytes());
    }

    private ApiResponse serveInTime(Route route, List<String> variables, byte[] body) throws IOException {
        FutureTask<ApiResponse> answer =
                new FutureTask<>(() -> route.operation().serve(variables, body));
        try {
            workers.run("api operation", answer);
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            return ApiResponse.timeout();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof ApiException refused) {
                return ApiResponse.error(refused);
            }
            LOG.log(Level.ERROR, "a request failed", failure.getCause());
            return ApiResponse.error(new ApiException(500, failure.getCause().toString()));
        } catch (InterruptedException | RejectedExecutionException closing) {
            throw new IOException("the server is closing", closing);
        }
    }

    private static void send(HttpExchange exchange, ApiResponse answer) throws IOException {
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    /** Twenty characters, as in Toxiproxy. */
    private static String requestId() {
        return ThreadLocalRandom.current()
                .ints(20, 0, 32)
                .mapToObj(digit -> Integer.toString(digit, 32))
                .reduce("", String::concat);
    }
}
