package delivery.toxiproxy;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.toxiproxy.ServerUnderTest.Reply;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;

/** A proxy in front of an upstream that the test itself plays, and connections through it. */
abstract class ConformanceTest {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final int ACCEPT_TIMEOUT_MS = 10_000;

    @Parameter
    ServerUnderTest server;

    final String proxy = "proxy-" + NUMBER.incrementAndGet();
    private final List<Closeable> opened = new ArrayList<>();
    ServerSocket upstream;
    int proxyPort;

    /** Both ends of a connection through the proxy. */
    record Pair(Peer client, Peer server) {
        /** A message there and back. */
        void exchange() throws IOException {
            client.send("ping");
            assertThat(server.receive(4)).isEqualTo("ping");
            server.send("pong");
            assertThat(client.receive(4)).isEqualTo("pong");
        }
    }

    @BeforeEach
    void createProxy() throws IOException, InterruptedException {
        upstream = new ServerSocket(0, 1000, InetAddress.getByName("127.0.0.1"));
        upstream.setSoTimeout(ACCEPT_TIMEOUT_MS);
        Reply created = server.post(
                "/proxies",
                "{\"name\":\"" + proxy + "\",\"listen\":\"127.0.0.1:0\",\"upstream\":\"" + upstreamAddress() + "\"}");
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        proxyPort = portOf(created);
    }

    @AfterEach
    void deleteProxy() throws IOException, InterruptedException {
        for (Closeable closeable : opened) {
            closeable.close();
        }
        upstream.close();
        server.delete("/proxies/" + proxy);
    }

    String upstreamAddress() {
        return "127.0.0.1:" + upstream.getLocalPort();
    }

    static int portOf(Reply proxy) throws IOException {
        String listen = proxy.json().get("listen").asText();
        return Integer.parseInt(listen.substring(listen.lastIndexOf(':') + 1));
    }

    Peer connectClient() throws IOException {
        return keep(new Peer(new Socket("127.0.0.1", proxyPort)));
    }

    Pair connect() throws IOException {
        Peer client = connectClient();
        return new Pair(client, keep(new Peer(upstream.accept())));
    }

    Peer keep(Peer peer) {
        opened.add(peer);
        return peer;
    }

    /** Adds a toxic from the members of its JSON, written with single quotes; the name is in there or the default. */
    void addToxic(String members) throws IOException, InterruptedException {
        Reply reply = server.post("/proxies/" + proxy + "/toxics", "{" + members.replace('\'', '"') + "}");
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    }

    void patchToxic(String name, String members) throws IOException, InterruptedException {
        Reply reply = server.patch("/proxies/" + proxy + "/toxics/" + name, "{" + members.replace('\'', '"') + "}");
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    }

    void removeToxic(String name) throws IOException, InterruptedException {
        Reply reply = server.delete("/proxies/" + proxy + "/toxics/" + name);
        assertThat(reply.status()).as(reply.body()).isEqualTo(204);
    }

    void setEnabled(String trueOrFalse) throws IOException, InterruptedException {
        Reply reply = server.patch("/proxies/" + proxy, "{\"enabled\":" + trueOrFalse + "}");
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    }

    /** What an action takes; it fails the test if it never ends, since whatever waits has a timeout. */
    static long elapsedMs(Action action) throws IOException, InterruptedException {
        long startNanos = System.nanoTime();
        action.run();
        return (System.nanoTime() - startNanos) / 1_000_000;
    }

    interface Action {
        void run() throws IOException, InterruptedException;
    }
}
