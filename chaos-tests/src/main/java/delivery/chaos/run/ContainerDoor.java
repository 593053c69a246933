package delivery.chaos.run;

import delivery.chaos.cluster.KafkaCluster;
import delivery.chaos.network.ToxiproxyServer;
import delivery.chaos.network.ToxiproxyServers;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.containers.Network;

/** Brokers and Toxiproxy are containers on a network of their own; pipelines are child processes as ever. */
final class ContainerDoor implements Door {
    private final Versions versions;
    private final Path workDirectory;
    private final Network network;

    /** @throws IOException in one line, if there is no Docker on this machine */
    ContainerDoor(Versions versions, Path workDirectory) throws IOException {
        this.versions = versions;
        this.workDirectory = workDirectory;
        DockerClientFactory docker = DockerClientFactory.instance();
        requireDocker(docker::isDockerAvailable, docker::dockerHostIpAddress);
        this.network = Network.builder()
                .createNetworkCmdModifier(create -> create.withLabels(Map.of(KafkaCluster.CONTAINER_LABEL, "network")))
                .build();
    }

    static void requireDocker(BooleanSupplier engineAnswers, Supplier<String> hostOfEngine) throws IOException {
        try {
            if (!engineAnswers.getAsBoolean()) {
                throw new IOException(
                        "-Pcontainers needs Docker, and no engine answers; Testcontainers looks for one at"
                                + " DOCKER_HOST, /var/run/docker.sock, and as ~/.testcontainers.properties says");
            }
        } catch (ContainerFetchException own) {
            throw new IOException(
                    "Testcontainers cannot get an image of its own; without a registry it takes"
                            + " TESTCONTAINERS_RYUK_DISABLED=true and TESTCONTAINERS_HOST_OVERRIDE=127.0.0.1: "
                            + own.getMessage(),
                    own);
        }
        String host = hostOfEngine.get();
        if (!InetAddress.getByName(host).isLoopbackAddress()) {
            throw new IOException(
                    "-Pcontainers needs a Docker engine on this machine's loopback interface, and Testcontainers"
                            + " takes it to be at " + host
                            + "; if it does run here: TESTCONTAINERS_HOST_OVERRIDE=127.0.0.1");
        }
    }

    @Override
    public ToxiproxyServer openToxiproxy() throws IOException {
        return ToxiproxyServers.container(versions.toxiproxyImage(), network);
    }

    @Override
    public KafkaCluster openCluster(String name) throws IOException {
        return KafkaCluster.startInContainers(versions.kafkaImage(), network, workDirectory.resolve(name));
    }

    /** Its brokers would have the same names on the network. */
    @Override
    public boolean opensSeveralClusters() {
        return false;
    }

    @Override
    public String brokers() {
        return "three a cluster, as containers of " + versions.kafkaImage();
    }

    @Override
    public void close() {
        network.close();
    }
}
