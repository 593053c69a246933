package delivery.toxiproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A server that is closed while it is asked to enable proxies: nothing of it listens, nobody waits for it. */
class ClosingTest {
    private static final String LOOPBACK = "127.0.0.1";
    private static final int PROXIES = 20;
    private static final int CLOSES = 60;

    private final Workers workers = new Workers();
    private final ProxyCollection proxies = new ProxyCollection(workers);

    private static ProxyRequest disabled(String name, int port) {
        return new ProxyRequest(name, LOOPBACK + ":" + port, "127.0.0.1:9", false);
    }

    /**
     * Below the range that Linux gives to outgoing connections, so that nobody else of this machine gets it meanwhile.
     */
    private static int freePort() throws IOException {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(10_000, 32_000);
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getByName(LOOPBACK))) {
                return free.getLocalPort();
            } catch (BindException taken) {
                // Another one is drawn.
            }
        }
    }

    private static void assertNothingListens(int port) {
        assertThatThrownBy(() -> new Socket(LOOPBACK, port).close()).isInstanceOf(ConnectException.class);
    }

    @Test
    void aProxyThatWasFoundBeforeTheServerClosedIsNotStartedAfter() throws Exception {
        int port = freePort();
        Proxy found = proxies.add(disabled("p", port));

        proxies.close();

        assertThatThrownBy(found::start).hasMessage("proxy not found");
        assertThatThrownBy(() -> found.update(found.state().enabled(true))).hasMessage("proxy not found");
        found.reset();
        assertNothingListens(port);
    }

    @Test
    void aProxyThatWasDeletedIsNotStartedByAResetThatFoundItBefore() throws Exception {
        int port = freePort();
        Proxy found = proxies.add(disabled("p", port));

        proxies.remove("p");
        found.reset();

        assertNothingListens(port);
    }

    @Test
    void aProxyThatWasReplacedIsNotStartedAgain() throws Exception {
        int port = freePort();
        Proxy found = proxies.add(disabled("p", port));

        proxies.addOrReplace(disabled("p", freePort()));
        found.reset();

        assertNothingListens(port);
    }

    @Test
    void nothingIsPromisedToRunOnceTheServerHasClosed() throws Exception {
        assertThat(workers.awaitEnd(1_000)).isEmpty();

        assertThatThrownBy(() -> workers.run("late", () -> {})).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void aProxyThatCannotAcceptAnyMoreDoesNotListen() throws Exception {
        int port = freePort();
        Proxy proxy = proxies.add(disabled("p", port));
        workers.awaitEnd(1_000);

        assertThatThrownBy(proxy::start).hasMessage("the server is closing");

        assertThat(proxy.state().enabled()).isFalse();
        assertNothingListens(port);
    }

    @Test
    void closesWheneverItIsClosedDuringAReset() throws Exception {
        List<Integer> ports = new ArrayList<>();
        for (int i = 0; i < PROXIES; i++) {
            ports.add(freePort());
        }
        String populate = IntStream.range(0, PROXIES)
                .mapToObj(i -> "{\"name\":\"p" + i + "\",\"listen\":\"127.0.0.1:" + ports.get(i)
                        + "\",\"upstream\":\"127.0.0.1:9\",\"enabled\":false}")
                .collect(Collectors.joining(",", "[", "]"));
        for (int i = 0; i < CLOSES; i++) {
            EmbeddedToxiproxy server = EmbeddedToxiproxy.start(LOOPBACK, 0);
            ServerUnderTest api = new ServerUnderTest("embedded", server.host(), server.port());
            assertThat(api.post("/populate", populate).status()).isEqualTo(201);
            CompletableFuture<Void> reset = CompletableFuture.runAsync(() -> resetUnlessClosed(api));

            // Later each time, into the reset and beyond its end.
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(200L * i));
            server.close();

            reset.orTimeout(60, TimeUnit.SECONDS).join();
            ports.forEach(ClosingTest::assertNothingListens);
        }
    }

    private static void resetUnlessClosed(ServerUnderTest api) {
        try {
            api.post("/reset", "");
        } catch (IOException closed) {
            assertThat(closed).isNotNull();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
