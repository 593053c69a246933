package delivery.toxiproxy;

import static delivery.toxiproxy.Peer.Ending.EOF;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import delivery.toxiproxy.ServerUnderTest.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What hangs or kills the real server: only the embedded one is put to it. */
class HazardsTest extends ConformanceTest {
    /** What hangs the real server hangs it for 25 s at least; a busy machine may take a few. */
    private static final long PROMPT_MS = 15_000;

    /** Of 10 kB each; more than fits into the four buffers on the way, which Linux lets grow to 20 MB together. */
    private static final int BLOCKS = 6_000;

    private EmbeddedToxiproxy embedded;

    @BeforeEach
    @Override
    void createProxy() throws IOException, InterruptedException {
        embedded = EmbeddedToxiproxy.start("127.0.0.1", 0);
        server = new ServerUnderTest("embedded", embedded.host(), embedded.port());
        super.createProxy();
    }

    @AfterEach
    @Override
    void deleteProxy() throws IOException, InterruptedException {
        super.deleteProxy();
        embedded.close();
    }

    @Test
    void refusesANegativeBandwidth() throws IOException, InterruptedException {
        Reply created =
                server.post("/proxies/" + proxy + "/toxics", "{\"type\":\"bandwidth\",\"attributes\":{\"rate\":-1}}");
        assertThat(created.status()).isEqualTo(400);
        assertThat(created.json().get("error").asText())
                .isEqualTo("invalid toxic attributes: rate must not be negative: -1");
        addToxic("'type':'bandwidth','name':'b','attributes':{'rate':1000}");
        Reply changed = server.patch("/proxies/" + proxy + "/toxics/b", "{\"attributes\":{\"rate\":-1}}");
        assertThat(changed.status()).isEqualTo(400);
        assertThat(server.get("/proxies/" + proxy + "/toxics/b")
                        .json()
                        .at("/attributes/rate")
                        .asInt())
                .isEqualTo(1000);
        connect().exchange();
    }

    @Test
    void refusesToSliceIntoNothing() throws IOException, InterruptedException {
        Reply created = server.post("/proxies/" + proxy + "/toxics", "{\"type\":\"slicer\"}");
        assertThat(created.status()).isEqualTo(400);
        assertThat(created.json().get("error").asText()).startsWith("invalid toxic attributes: average_size");
        assertThat(server.get("/proxies/" + proxy + "/toxics").body()).isEqualTo("[]");
    }

    @Test
    void slicesWithAVariationLargerThanTheAverage() throws IOException, InterruptedException {
        addToxic("'type':'slicer','attributes':{'average_size':1,'size_variation':50}");
        Pair pair = connect();
        String text = "0123456789".repeat(1_000);
        pair.server().send(text);
        assertThat(pair.client().receive(text.length())).isEqualTo(text);
    }

    @Test
    void servesTheApiWhileAClientDoesNotRead() throws IOException, InterruptedException {
        addToxic("'type':'noop','name':'before'");
        Pair pair = connect();
        Thread sender = sendUntilStuck(pair.server());
        assertPrompt(() -> addToxic("'type':'limit_data','name':'l','attributes':{'bytes':1000}"));
        assertPrompt(() -> patchToxic("before", "'toxicity':0.5"));
        assertPrompt(() -> removeToxic("before"));
        assertPrompt(() -> assertThat(server.get("/proxies").status()).isEqualTo(200));
        assertPrompt(() -> assertThat(server.post("/reset", "").status()).isEqualTo(204));
        assertPrompt(() -> setEnabled("false"));
        sender.join();
        setEnabled("true");
        connect().exchange();
    }

    /**
     * Sends all blocks from another thread, which ends when all is sent or the connection does; returns when it is
     * stuck.
     */
    private static Thread sendUntilStuck(Peer peer) {
        AtomicLong sent = new AtomicLong();
        Thread sender = new Thread(() -> {
            try (peer) {
                for (int i = 0; i < BLOCKS; i++) {
                    peer.send(block(i));
                    sent.incrementAndGet();
                }
            } catch (IOException closed) {
                sent.set(-1);
            }
        });
        sender.start();
        AtomicLong before = new AtomicLong();
        await("back-pressure to reach the sender")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(150))
                .until(() -> before.getAndSet(sent.get()) == sent.get() && sent.get() > 0);
        assertThat(sender.isAlive()).isTrue();
        return sender;
    }

    /** Ten thousand bytes that tell where they belong. */
    private static byte[] block(int number) {
        return String.format("%10d", number).repeat(1_000).getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void deliversEverythingInOrderOnceTheClientReadsAgain() throws IOException, InterruptedException {
        addToxic("'type':'noop','name':'n'");
        Pair pair = connect();
        Thread sender = sendUntilStuck(pair.server());
        addToxic("'type':'latency','name':'l'");
        removeToxic("n");
        addToxic("'type':'noop','name':'n'");
        removeToxic("l");
        removeToxic("n");
        for (int i = 0; i < BLOCKS; i++) {
            assertThat(pair.client().receive(10_000)).isEqualTo(new String(block(i), StandardCharsets.US_ASCII));
        }
        assertThat(pair.client().ending()).isEqualTo(EOF);
        sender.join();
    }

    @Test
    void removesALatencyWhoseClientWentAway() throws IOException, InterruptedException {
        addToxic("'type':'latency','name':'l','attributes':{'latency':60000}");
        Pair pair = connect();
        for (int i = 0; i < 20; i++) {
            pair.server().send("chunk");
            assertThat(pair.client().silentFor(2)).isTrue();
        }
        pair.client().reset();
        assertThat(pair.server().ending()).isEqualTo(EOF);
        assertPrompt(() -> removeToxic("l"));
        assertPrompt(() -> assertThat(server.get("/proxies/" + proxy).status()).isEqualTo(200));
    }

    @Test
    void doesNotWaitForAResetThatIsYetToCome() throws IOException, InterruptedException {
        addToxic("'type':'reset_peer','name':'r','attributes':{'timeout':20000}");
        Pair pair = connect();
        pair.server().send("dropped");
        assertThat(pair.client().silentFor(100)).isTrue();
        assertPrompt(() -> removeToxic("r"));
    }

    @Test
    void disablesAProxyWhoseUpstreamDoesNotAnswer() throws IOException, InterruptedException {
        List<Socket> backlog = new ArrayList<>();
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            fill(silent, backlog);
            server.patch("/proxies/" + proxy, "{\"upstream\":\"127.0.0.1:" + silent.getLocalPort() + "\"}");
            Peer waiting = connectClient();
            Peer another = connectClient();
            assertThat(waiting.silentFor(100)).isTrue();
            assertPrompt(() -> setEnabled("false"));
            assertThat(waiting.ending()).isEqualTo(EOF);
            assertThat(another.ending()).isEqualTo(EOF);
        } finally {
            for (Socket socket : backlog) {
                socket.close();
            }
        }
    }

    /** Connects until the queue of a listener that never accepts is full, so that the next one gets no answer. */
    private static void fill(ServerSocket listener, List<Socket> connected) throws IOException {
        for (boolean full = false; !full; ) {
            Socket socket = new Socket();
            connected.add(socket);
            try {
                socket.connect(new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort()), 300);
            } catch (SocketTimeoutException noAnswer) {
                full = true;
            }
        }
    }

    private static void assertPrompt(Action action) throws IOException, InterruptedException {
        assertThat(elapsedMs(action)).isLessThan(PROMPT_MS);
    }
}
