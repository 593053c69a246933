package delivery.toxiproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded server as a part of a program, and as a program of its own. */
class EmbeddedToxiproxyTest {
    private static final String LOOPBACK = "127.0.0.1";

    private static Set<Thread> serverThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("toxiproxy ")
                        || thread.getName().startsWith("HTTP-Dispatcher")
                        || thread.getName().contains("idle-timeout"))
                .collect(Collectors.toSet());
    }

    private static ServerUnderTest api(EmbeddedToxiproxy server) {
        return new ServerUnderTest("embedded", server.host(), server.port());
    }

    private static int proxyTo(EmbeddedToxiproxy server, ServerSocket upstream)
            throws IOException, InterruptedException {
        return ConformanceTest.portOf(api(server)
                .post(
                        "/proxies",
                        "{\"name\":\"p\",\"listen\":\"127.0.0.1:0\",\"upstream\":\"127.0.0.1:" + upstream.getLocalPort()
                                + "\"}"));
    }

    @Test
    void leavesNoThreadAndNoSocketWhenClosed() throws IOException, InterruptedException {
        Set<Thread> before = serverThreads();
        try (ServerSocket upstream = new ServerSocket(0, 10, InetAddress.getByName(LOOPBACK))) {
            int apiPort;
            int proxyPort;
            Peer client;
            try (EmbeddedToxiproxy server = EmbeddedToxiproxy.start(LOOPBACK, 0)) {
                apiPort = server.port();
                proxyPort = proxyTo(server, upstream);
                api(server).post("/proxies/p/toxics", "{\"type\":\"latency\",\"attributes\":{\"latency\":60000}}");
                client = new Peer(new Socket(LOOPBACK, proxyPort));
                new Peer(upstream.accept()).send("held");
                assertThat(serverThreads()).hasSizeGreaterThan(before.size()).allMatch(Thread::isDaemon);
            }
            assertThat(client.ending()).isEqualTo(Peer.Ending.EOF);
            assertThatThrownBy(() -> new Socket(LOOPBACK, apiPort)).isInstanceOf(ConnectException.class);
            assertThatThrownBy(() -> new Socket(LOOPBACK, proxyPort)).isInstanceOf(ConnectException.class);
        }
        // The JDK's HTTP server cancels its timer when it is stopped; the timer's thread ends a moment later.
        await("the server's threads to end")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(serverThreads()).isSubsetOf(before));
    }

    @Test
    void holdsNoThreadForConnectionsThatEnded() throws IOException, InterruptedException {
        try (EmbeddedToxiproxy server = EmbeddedToxiproxy.start(LOOPBACK, 0);
                ServerSocket upstream = new ServerSocket(0, 100, InetAddress.getByName(LOOPBACK))) {
            int proxyPort = proxyTo(server, upstream);
            api(server).post("/proxies/p/toxics", "{\"type\":\"latency\",\"stream\":\"upstream\"}");
            api(server).post("/proxies/p/toxics", "{\"type\":\"slow_close\"}");
            for (int i = 0; i < 100; i++) {
                try (Peer client = new Peer(new Socket(LOOPBACK, proxyPort));
                        Peer peer = new Peer(upstream.accept())) {
                    client.send("ping");
                    assertThat(peer.receive(4)).isEqualTo("ping");
                }
            }
            await("the threads of 100 connections to end")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> serverThreads().stream()
                            .noneMatch(thread -> thread.getName().contains("stream")));
        }
    }

    @Test
    void saysThatItsPortIsTaken() throws IOException {
        try (EmbeddedToxiproxy first = EmbeddedToxiproxy.start(LOOPBACK, 0)) {
            assertThatThrownBy(() -> EmbeddedToxiproxy.start(LOOPBACK, first.port()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("Address already in use");
        }
    }

    @Test
    void saysOnALineWhyTheProgramCannotStart(@TempDir Path directory) throws IOException {
        Path malformed = Files.writeString(directory.resolve("malformed.json"), "[{\"name\":\"a\"");
        Path incomplete = Files.writeString(directory.resolve("incomplete.json"), "[{\"name\":\"a\"}]");
        Path missing = directory.resolve("missing.json");
        assertThat(fail("--nonsense")).isEqualTo("2 toxiproxy: Unknown option: '--nonsense'\n");
        assertThat(fail("--port", "x")).startsWith("2 toxiproxy: Invalid value for option '--port'");
        assertThat(fail("--port", "0", "--config", missing.toString()))
                .startsWith("1 toxiproxy: cannot read the config file " + missing);
        assertThat(fail("--port", "0", "--config", malformed.toString()))
                .isEqualTo("1 toxiproxy: cannot use the config file " + malformed
                        + ": bad request body: no JSON at line 1, column 13\n");
        assertThat(fail("--port", "0", "--config", incomplete.toString()))
                .endsWith(": missing required field: upstream at proxy 1\n");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
            String port = String.valueOf(taken.getLocalPort());
            assertThat(fail("--host", LOOPBACK, "--port", port))
                    .isEqualTo("1 toxiproxy: cannot listen on 127.0.0.1:" + port + ": Address already in use\n");
        }
    }

    /** The exit code and what was said. */
    private static String fail(String... arguments) {
        StringWriter err = new StringWriter();
        int exitCode = ToxiproxyCommand.run(new PrintWriter(err, true), arguments);
        return exitCode + " " + err;
    }

    @Test
    void runsAsAProgramUntilSigterm(@TempDir Path directory) throws IOException, InterruptedException {
        Path config = Files.writeString(
                directory.resolve("proxies.json"),
                "[{\"name\":\"kafka\",\"listen\":\"127.0.0.1:0\",\"upstream\":\"127.0.0.1:9092\"}]");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        ToxiproxyCommand.class.getName(),
                        "--host",
                        LOOPBACK,
                        "--port",
                        "0",
                        "--config",
                        config.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = out.readLine();
            assertThat(line).startsWith("toxiproxy: the API listens on http://127.0.0.1:");
            int port = Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
            assertThat(new ServerUnderTest("program", LOOPBACK, port)
                            .get("/proxies/kafka")
                            .status())
                    .isEqualTo(200);
            process.destroy();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }
}
