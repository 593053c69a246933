package delivery.chaos.scenario;

import delivery.chaos.cluster.KafkaCluster;
import delivery.chaos.network.ToxiproxyServer;
import delivery.chaos.network.ToxiproxyServers;
import java.io.IOException;
import java.nio.file.Path;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Network;

/** Brokers and Toxiproxy are containers on a network of their own; pipelines are child processes as ever. */
final class ContainerDoor implements Door {
    private final Versions versions;
    private final Path workDirectory;
    private final Network network;

    /** @throws IOException in one line, if there is no Docker */
    ContainerDoor(Versions versions, Path workDirectory) throws IOException {
        this.versions = versions;
        this.workDirectory = workDirectory;
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            throw new IOException(
                    "-Pcontainers needs Docker, and no engine answers"
                            + " (tried what Testcontainers tries: DOCKER_HOST, /var/run/docker.sock, ~/.testcontainers.properties)");
        }
        this.network = Network.newNetwork();
    }

    @Override
    public ToxiproxyServer openToxiproxy() throws IOException {
        return ToxiproxyServers.container(versions.toxiproxyImage(), network);
    }

    @Override
    public KafkaCluster openCluster() throws IOException {
        return KafkaCluster.startInContainers(versions.kafkaImage(), network, workDirectory.resolve("cluster"));
    }

    @Override
    public String brokers() {
        return "containers of " + versions.kafkaImage();
    }

    @Override
    public void close() {
        network.close();
    }
}
