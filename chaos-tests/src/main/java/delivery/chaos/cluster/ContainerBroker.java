package delivery.chaos.cluster;

import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.exception.DockerException;
import delivery.chaos.process.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.Network;
import org.testcontainers.kafka.KafkaContainer;

/** A broker in a container; the same container is started again, with what it has written. */
final class ContainerBroker implements Broker {
    private static final int CONTROLLER_PORT = 9094;
    private static final int SIGKILL_DEADLINE_SECONDS = 20;
    private static final int STOP_DEADLINE_SECONDS = 60;
    private static final int LAST_LINES = 32;

    private final int id;
    private final int directPort;
    private final Path log;
    private final KafkaContainer container;
    private long pid;

    private ContainerBroker(int id, int directPort, Path log, KafkaContainer container) {
        this.id = id;
        this.directPort = directPort;
        this.log = log;
        this.container = container;
    }

    /** Makes brokers on a network, where they and Toxiproxy know one another as {@code broker-1} and so on. */
    static Maker maker(String image, Network network, int size) {
        return (directory, reservation) -> {
            String clusterId = Uuid.randomUuid().toString();
            String voters = IntStream.rangeClosed(1, size)
                    .mapToObj(id -> id + "@broker-" + id + ":" + CONTROLLER_PORT)
                    .collect(Collectors.joining(","));
            List<Broker> brokers = new ArrayList<>();
            for (int id = 1; id <= size; id++) {
                int directPort = reservation.reserve();
                KafkaContainer container = KafkaImage.of(image, id, directPort)
                        .withNetwork(network)
                        .withEnv("CLUSTER_ID", clusterId)
                        .withEnv("KAFKA_CONTROLLER_QUORUM_VOTERS", voters);
                brokers.add(new ContainerBroker(id, directPort, directory.resolve("broker-" + id + ".log"), container));
            }
            return brokers;
        };
    }

    @Override
    public int id() {
        return id;
    }

    @Override
    public Endpoint client() {
        return new Endpoint(name(), KafkaImage.CLIENT_PORT);
    }

    @Override
    public Endpoint direct() {
        return Endpoint.loopback(directPort);
    }

    @Override
    public void start() throws IOException {
        try {
            if (container.getContainerId() == null) {
                container.start();
            } else {
                String containerId = container.getContainerId();
                container.getDockerClient().startContainerCmd(containerId).exec();
            }
        } catch (DockerException | ContainerLaunchException | ContainerFetchException failed) {
            String why = Stream.<Throwable>iterate(failed, Objects::nonNull, Throwable::getCause)
                    .reduce((outer, cause) -> cause)
                    .orElseThrow()
                    .getMessage();
            String message = "the container of " + name() + " does not start: " + why;
            if (why.contains("port is already allocated") || why.contains("address already in use")) {
                throw new BrokerDownException.PortTakenException(message);
            }
            throw new IOException(message, failed);
        }
        pid = state().getPidLong();
    }

    private ContainerState state() {
        return container.getCurrentContainerInfo().getState();
    }

    @Override
    public BrokerProcessState process() {
        ContainerState state = state();
        OptionalInt exitCode = Boolean.TRUE.equals(state.getRunning())
                ? OptionalInt.empty()
                : OptionalInt.of(state.getExitCodeLong().intValue());
        Optional<String> paused = Boolean.TRUE.equals(state.getPaused())
                ? Optional.of("paused, as its container engine says")
                : Optional.empty();
        return BrokerProcessState.of(pid, Optional.of(container.getContainerId()), paused, exitCode);
    }

    @Override
    public void kill() throws InterruptedException {
        BrokerProcessState before = process();
        if (before.exitCode().isPresent()) {
            throw new IllegalStateException(name() + " was to be killed, but ended before with exit code "
                    + before.exitCode().getAsInt() + "\n" + lastLines());
        }
        String containerId = container.getContainerId();
        container
                .getDockerClient()
                .killContainerCmd(containerId)
                .withSignal("KILL")
                .exec();
        int exitCode = container
                .getDockerClient()
                .waitContainerCmd(containerId)
                .start()
                .awaitStatusCode(SIGKILL_DEADLINE_SECONDS, TimeUnit.SECONDS);
        if (exitCode != ChildProcess.SIGKILL_EXIT_CODE || Boolean.TRUE.equals(state().getOOMKilled())) {
            throw new IllegalStateException(
                    name() + " was killed, but ended with exit code " + exitCode + ", not by the signal 9 sent");
        }
    }

    @Override
    public void stop() {
        String containerId = container.getContainerId();
        container
                .getDockerClient()
                .stopContainerCmd(containerId)
                .withTimeout(STOP_DEADLINE_SECONDS)
                .exec();
        int exitCode = process().exitCode().orElseThrow();
        if (exitCode == ChildProcess.SIGKILL_EXIT_CODE) {
            throw new IllegalStateException(
                    name() + " was asked to stop and still ran after " + STOP_DEADLINE_SECONDS + " s\n" + lastLines());
        }
    }

    @Override
    public void pause() {
        container
                .getDockerClient()
                .pauseContainerCmd(container.getContainerId())
                .exec();
        if (process().paused().isEmpty()) {
            throw new IllegalStateException(name() + " was paused, but its container engine does not say so");
        }
    }

    @Override
    public void resume() {
        container
                .getDockerClient()
                .unpauseContainerCmd(container.getContainerId())
                .exec();
    }

    @Override
    public boolean hasStarted() {
        return container.getLogs().contains(BrokerSettings.STARTED);
    }

    @Override
    public String lastLines() {
        try {
            Files.writeString(log, container.getLogs());
            List<String> all = Files.readAllLines(log);
            List<String> last = all.subList(Math.max(0, all.size() - LAST_LINES), all.size());
            return "last lines of " + name() + " (all in " + log + "):\n  " + String.join("\n  ", last);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    @Override
    public String lastWords() {
        String lines = lastLines();
        return lines.substring(lines.lastIndexOf('\n') + 1).strip() + " (all in " + log + ")";
    }

    @Override
    public void close() {
        container.stop();
    }
}
