package delivery.chaos.network;

import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import delivery.chaos.cluster.Endpoint;
import delivery.chaos.cluster.KafkaCluster;
import delivery.chaos.cluster.PortReservation;
import delivery.chaos.network.ToxiproxyServer.Kind;
import delivery.chaos.process.ChildProcess;
import delivery.chaos.process.ChildProcesses;
import delivery.chaos.process.Patience;
import delivery.toxiproxy.EmbeddedToxiproxy;
import eu.rekawek.toxiproxy.Proxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.Network;
import org.testcontainers.toxiproxy.ToxiproxyContainer;

/** Where a run can get its Toxiproxy server from. */
public final class ToxiproxyServers {
    private static final String PROPERTY = "-Dtoxiproxy.server=";
    private static final Duration START_PATIENCE = Duration.ofSeconds(20);
    private static final int CONNECT_TIMEOUT_MS = 1_000;
    private static final int CONTROL_PORT = 8474;
    /** What ToxiproxyContainer publishes besides the API. */
    private static final int FIRST_PUBLISHED_PORT = 8666;

    private static final int LAST_PUBLISHED_PORT = 8697;
    private static final int ROUND_TRIP_TIMEOUT_MS = 5_000;

    private ToxiproxyServers() {}

    /** Starts this project's own server in this JVM. */
    public static ToxiproxyServer embedded() throws IOException {
        EmbeddedToxiproxy server = EmbeddedToxiproxy.start(Endpoint.LOOPBACK, 0);
        Endpoint api = new Endpoint(server.host(), server.port());
        return new ToxiproxyServer(Kind.EMBEDDED, api, ProxyPorts.RESERVED, server::close);
    }

    /**
     * Starts a {@code toxiproxy-server}; it ends with {@code processes}.
     *
     * @param log file for what it prints
     * @throws IOException in one line, if it cannot be started or is no Toxiproxy 2
     */
    public static ToxiproxyServer binary(Path program, ChildProcesses processes, Path log) throws IOException {
        if (!Files.isRegularFile(program) || !Files.isExecutable(program)) {
            String why = Files.exists(program) ? "is no executable file" : "is neither a file nor HOST:PORT";
            throw new IOException(PROPERTY + program + " " + why);
        }
        Endpoint api;
        try (PortReservation reservation = new PortReservation()) {
            api = Endpoint.loopback(reservation.reserve());
        }
        List<String> command = List.of(program.toString(), "-host", api.host(), "-port", String.valueOf(api.port()));
        ChildProcess process = processes.start("toxiproxy-server", command, Map.of(), log);
        boolean listens = new Patience(START_PATIENCE, process::cpuTime)
                .await(() -> process.state() != ChildProcess.State.RUNNING || listens(api));
        if (process.state() != ChildProcess.State.RUNNING) {
            throw new IOException(PROPERTY + program + " ended by itself, exit code " + process.exitCode() + "; "
                    + process.lastLines());
        }
        if (!listens) {
            throw new IOException(PROPERTY + program + " does nothing and does not listen at " + api + ", after "
                    + START_PATIENCE.toSeconds() + " s; " + process.lastLines());
        }
        return new ToxiproxyServer(Kind.BINARY, api, ProxyPorts.RESERVED, () -> {});
    }

    private static boolean listens(Endpoint endpoint) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(endpoint.host(), endpoint.port()), CONNECT_TIMEOUT_MS);
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /**
     * Uses a server that runs already. It must run on this machine: brokers and pipelines listen on its loopback
     * interface.
     *
     * @throws IOException in one line, if it does not answer, is no Toxiproxy 2, or runs elsewhere
     */
    public static ToxiproxyServer remote(Endpoint api) throws IOException {
        ToxiproxyServer server = new ToxiproxyServer(Kind.REMOTE, api, ProxyPorts.RESERVED, () -> {});
        requireRoundTrip(server);
        return server;
    }

    /**
     * Starts a server in a container.
     *
     * @param network on which it reaches the brokers
     * @throws IOException in one line, if it cannot be started or is no Toxiproxy 2
     */
    public static ToxiproxyServer container(String image, Network network) throws IOException {
        ToxiproxyContainer container = new ToxiproxyContainer(image)
                .withNetwork(network)
                .withLabel(KafkaCluster.CONTAINER_LABEL, "toxiproxy")
                .withCreateContainerCmdModifier(create -> create.getHostConfig()
                        .withPortBindings(Stream.of(create.getExposedPorts())
                                .map(port -> new PortBinding(Ports.Binding.bindIp(Endpoint.LOOPBACK), port))
                                .toList()));
        try {
            container.start();
        } catch (ContainerLaunchException | ContainerFetchException failed) {
            throw new IOException("the container of " + image + " does not start: " + failed.getMessage(), failed);
        }
        Endpoint api = new Endpoint(container.getHost(), container.getControlPort());
        return new ToxiproxyServer(Kind.CONTAINER, api, new PortPool(reached(container)), container::stop);
    }

    /**
     * Where each port for proxies is reached. A published port of the loopback interface is served by a process of
     * Docker's that accepts what Toxiproxy refuses, and passes an RST on as a FIN; so the container's own address is
     * taken where it can be reached from here, as on Linux.
     */
    private static Map<Integer, Endpoint> reached(ToxiproxyContainer container) {
        String address = container.getCurrentContainerInfo().getNetworkSettings().getNetworks().values().stream()
                .map(ContainerNetwork::getIpAddress)
                .findFirst()
                .orElseThrow();
        boolean direct = listens(new Endpoint(address, CONTROL_PORT));
        Map<Integer, Endpoint> reached = new HashMap<>();
        for (int port = FIRST_PUBLISHED_PORT; port <= LAST_PUBLISHED_PORT; port++) {
            Endpoint published = new Endpoint(container.getHost(), container.getMappedPort(port));
            reached.put(port, direct ? new Endpoint(address, port) : published);
        }
        return reached;
    }

    private static void requireRoundTrip(ToxiproxyServer server) throws IOException {
        try (ServerSocket upstream = new ServerSocket(0, 1, InetAddress.getByName(Endpoint.LOOPBACK))) {
            upstream.setSoTimeout(ROUND_TRIP_TIMEOUT_MS);
            Proxy proxy = server.create("round-trip", Endpoint.loopback(upstream.getLocalPort()));
            Endpoint reached = server.reached(proxy);
            try (Socket there = new Socket(reached.host(), reached.port());
                    Socket back = upstream.accept()) {
                back.shutdownOutput();
                there.setSoTimeout(ROUND_TRIP_TIMEOUT_MS);
                there.getInputStream().read();
            } catch (IOException elsewhere) {
                throw new IOException(
                        server + " does not run on this machine: no connection through a proxy of it from "
                                + Endpoint.LOOPBACK + " to " + Endpoint.LOOPBACK + " (" + elsewhere.getMessage() + ")",
                        elsewhere);
            } finally {
                server.delete(proxy);
            }
        }
    }
}
