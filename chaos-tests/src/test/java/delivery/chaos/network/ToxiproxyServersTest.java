package delivery.chaos.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import delivery.chaos.cluster.Endpoint;
import delivery.chaos.process.ChildProcesses;
import delivery.toxiproxy.EmbeddedToxiproxy;
import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import eu.rekawek.toxiproxy.model.ToxicDirection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToxiproxyServersTest {
    @TempDir
    Path directory;

    private ChildProcesses processes;

    @BeforeEach
    void nothingRuns() throws IOException {
        processes = new ChildProcesses();
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        processes.close();
    }

    private ToxiproxyServer binary(Path program) throws IOException {
        return ToxiproxyServers.binary(program, processes, directory.resolve("server.log"));
    }

    private Path program(String script) throws IOException {
        Path program = Files.writeString(directory.resolve("toxiproxy-server"), "#!/bin/sh\n" + script + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return program;
    }

    @Test
    void saysThatAProgramIsNotThere() {
        assertThatThrownBy(() -> binary(directory.resolve("none")))
                .hasMessage("-Dtoxiproxy.server=" + directory.resolve("none") + " is neither a file nor HOST:PORT");
    }

    @Test
    void saysThatAProgramCannotBeExecuted() throws IOException {
        Path text = Files.writeString(directory.resolve("text"), "");

        assertThatThrownBy(() -> binary(text)).hasMessage("-Dtoxiproxy.server=" + text + " is no executable file");
    }

    @Test
    void showsTheLastLinesOfAProgramThatEndsByItself() throws IOException {
        Path program = program("echo no such flag: $1; exit 3");

        assertThatThrownBy(() -> binary(program))
                .hasMessageStartingWith("-Dtoxiproxy.server=" + program + " ended by itself, exit code 3; last lines")
                .hasMessageContaining("no such flag: -host");
    }

    @Test
    void saysThatNobodyListensWhereARemoteServerShouldBe() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(Endpoint.LOOPBACK))) {
            port = socket.getLocalPort();
        }

        assertThatThrownBy(() -> ToxiproxyServers.remote(Endpoint.loopback(port)))
                .hasMessage("Toxiproxy (remote) at 127.0.0.1:" + port
                        + " was asked to tell its version: java.net.ConnectException: Connection refused");
    }

    @Test
    void refusesAServerOfAnotherMajorVersion() throws IOException {
        byte[] answer = "{\"version\": \"1.2.1\"}".getBytes(StandardCharsets.UTF_8);
        HttpServer old = HttpServer.create(new InetSocketAddress(Endpoint.LOOPBACK, 0), 0);
        old.createContext("/version", exchange -> {
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        old.start();
        try {
            Endpoint api = Endpoint.loopback(old.getAddress().getPort());
            assertThatThrownBy(() -> ToxiproxyServers.remote(api))
                    .hasMessage("Toxiproxy (remote) at " + api
                            + " is no Toxiproxy 2: its version is {\"version\": \"1.2.1\"}");
        } finally {
            old.stop(0);
        }
    }

    @Test
    void usesARunningServerAndLeavesNothingInIt() throws IOException {
        EmbeddedToxiproxy running = EmbeddedToxiproxy.start(Endpoint.LOOPBACK, 0);
        try (ToxiproxyServer server = ToxiproxyServers.remote(Endpoint.loopback(running.port()))) {
            assertThat(server.kind()).hasToString("remote");
            assertThat(server.version()).isEqualTo("2.12.0");
            assertThat(new ToxiproxyClient(Endpoint.LOOPBACK, running.port()).getProxies())
                    .isEmpty();
        } finally {
            running.close();
        }
    }

    @Test
    void deletesAProxyOfTheSameNameThatAnEarlierRunLeft() throws IOException {
        EmbeddedToxiproxy running = EmbeddedToxiproxy.start(Endpoint.LOOPBACK, 0);
        try (ToxiproxyServer server = ToxiproxyServers.remote(Endpoint.loopback(running.port()))) {
            ToxiproxyClient client = new ToxiproxyClient(Endpoint.LOOPBACK, running.port());
            client.createProxy("cell-broker-1", "127.0.0.1:0", "127.0.0.1:1")
                    .toxics()
                    .timeout("left", ToxicDirection.DOWNSTREAM, 0);

            Proxy created = server.create("cell-broker-1", Endpoint.loopback(2));

            assertThat(created.getUpstream()).isEqualTo("127.0.0.1:2");
            assertThat(created.toxics().getAll()).isEmpty();
        } finally {
            running.close();
        }
    }
}
