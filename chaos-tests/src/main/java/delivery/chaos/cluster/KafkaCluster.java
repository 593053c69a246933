package delivery.chaos.cluster;

import static org.awaitility.Awaitility.await;

import delivery.chaos.process.ChildProcess;
import delivery.chaos.process.ChildProcesses;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;

/**
 * Three real Apache Kafka brokers (KRaft, combined mode, replication 3, min.insync.replicas 2) as child JVMs. Each has a
 * listener for pipelines and a direct one for the harness, so that no fault blinds it.
 */
public final class KafkaCluster implements Closeable {
    private static final int SIZE = 3;
    private static final int PORT_ATTEMPTS = 3;
    private static final Duration UP_DEADLINE = Duration.ofSeconds(60);
    private static final Duration IN_SYNC_DEADLINE = Duration.ofSeconds(60);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(20);

    private final ChildProcesses processes;
    private final Broker.BrokerJvm jvm;
    private final List<Broker> brokers;
    private final Admin admin;

    private KafkaCluster(ChildProcesses processes, Broker.BrokerJvm jvm, List<Broker> brokers) {
        this.processes = processes;
        this.jvm = jvm;
        this.brokers = brokers;
        this.admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers(),
                AdminClientConfig.RECONNECT_BACKOFF_MS_CONFIG,
                20,
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                200,
                AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG,
                false));
    }

    /**
     * Starts a cluster and waits until every broker serves.
     *
     * @param directory an empty directory for settings, data and logs
     * @throws BrokerDownException if a broker did not come up: with its last log lines and the log's path
     */
    public static KafkaCluster start(ChildProcesses processes, Path directory) throws IOException {
        return start(processes, directory, PortReservation::new);
    }

    /** Starts a cluster on ports from elsewhere: a new reservation for every attempt. */
    static KafkaCluster start(ChildProcesses processes, Path directory, Supplier<PortReservation> reservations)
            throws IOException {
        Files.createDirectories(directory);
        Broker.BrokerJvm jvm = Broker.BrokerJvm.prepare(directory);
        for (int attempt = 1; ; attempt++) {
            KafkaCluster cluster = launch(processes, jvm, directory.resolve("attempt-" + attempt), reservations.get());
            try {
                cluster.awaitUp();
                return cluster;
            } catch (PortTakenException taken) {
                cluster.close();
                if (attempt == PORT_ATTEMPTS) {
                    throw taken;
                }
                System.out.println(taken.getMessage() + "; starting again on other ports");
            } catch (RuntimeException failed) {
                cluster.close();
                throw failed;
            }
        }
    }

    private static KafkaCluster launch(
            ChildProcesses processes, Broker.BrokerJvm jvm, Path directory, PortReservation reservation)
            throws IOException {
        List<Broker> brokers = new ArrayList<>();
        try (reservation) {
            List<BrokerSettings.Ports> quorum = new ArrayList<>();
            for (int id = 1; id <= SIZE; id++) {
                BrokerSettings.Ports ports = new BrokerSettings.Ports(
                        reservation.reserve(), reservation.reserve(), reservation.reserve(), reservation.reserve());
                quorum.add(ports);
                brokers.add(new Broker(id, directory.resolve("broker-" + id), ports));
            }
            String clusterId = Uuid.randomUuid().toString();
            for (Broker broker : brokers) {
                broker.format(clusterId, quorum);
            }
        }
        for (Broker broker : brokers) {
            broker.start(processes, jvm);
        }
        return new KafkaCluster(processes, jvm, brokers);
    }

    private void awaitUp() {
        await("three brokers to register and elect a controller")
                .atMost(UP_DEADLINE)
                .pollInterval(POLL_INTERVAL)
                .until(() -> allRunning() && nodesKnown() == SIZE);
    }

    private boolean allRunning() {
        brokers.forEach(this::assertRunning);
        return true;
    }

    private void assertRunning(Broker broker) {
        ChildProcess process = broker.process();
        if (process.state() != ChildProcess.State.RUNNING) {
            String lastLines = process.lastLines();
            String message = broker.name() + " does not run (exit code " + process.exitCode() + "); " + lastLines;
            throw lastLines.contains("Address already in use")
                    ? new PortTakenException(message)
                    : new BrokerDownException(message);
        }
    }

    private int nodesKnown() throws InterruptedException {
        try {
            return admin.describeCluster().nodes().get(2, TimeUnit.SECONDS).size();
        } catch (ExecutionException | TimeoutException notYet) {
            return 0;
        }
    }

    /** A broker that was to run does not. */
    public static class BrokerDownException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BrokerDownException(String message) {
            super(message);
        }
    }

    /** A broker's port was taken between reserving and binding it. */
    private static final class PortTakenException extends BrokerDownException {
        private static final long serialVersionUID = 1L;

        PortTakenException(String message) {
            super(message);
        }
    }

    /** Addresses of the direct listeners, for the harness alone. */
    public String bootstrapServers() {
        return brokers.stream().map(broker -> broker.direct().toString()).collect(Collectors.joining(","));
    }

    /** Where each broker listens for pipelines, by broker id; never told to a pipeline, only to its link. */
    public Map<Integer, Endpoint> clientEndpoints() {
        return brokers.stream().collect(Collectors.toMap(Broker::id, Broker::client));
    }

    /** A client of the direct listeners; closed with the cluster. */
    public Admin admin() {
        return admin;
    }

    /** Ends a broker by SIGKILL and returns its process, which proves it. */
    public ChildProcess kill(int id) throws InterruptedException {
        ChildProcess process = broker(id).process();
        process.kill();
        return process;
    }

    /** Starts a killed broker again on its data and ports, and waits for nothing. */
    public ChildProcess restart(int id) throws IOException {
        broker(id).start(processes, jvm);
        return broker(id).process();
    }

    /** The broker that leads a partition now, -1 for none. */
    public int leader(String topic, int partition) throws InterruptedException, ExecutionException {
        TopicDescription description =
                admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
        TopicPartitionInfo info = description.partitions().get(partition);
        return info.leader() == null ? -1 : info.leader().id();
    }

    /** Waits until every replica of every partition, internal topics included, is in sync. */
    public void awaitAllInSync() {
        await("every replica of every partition to be in sync")
                .atMost(IN_SYNC_DEADLINE)
                .pollInterval(POLL_INTERVAL)
                .until(() -> allRunning() && allInSync());
    }

    private boolean allInSync() throws InterruptedException, ExecutionException {
        if (nodesKnown() < SIZE) {
            return false;
        }
        var names = admin.listTopics(new ListTopicsOptions().listInternal(true))
                .names()
                .get();
        return admin.describeTopics(names).allTopicNames().get().values().stream()
                .flatMap(topic -> topic.partitions().stream())
                .allMatch(partition ->
                        partition.isr().size() == partition.replicas().size());
    }

    private Broker broker(int id) {
        return brokers.get(id - 1);
    }

    /** Kills the brokers: their data is thrown away with the run. */
    @Override
    public void close() {
        admin.close(Duration.ZERO);
        for (Broker broker : brokers) {
            if (broker.process() != null && broker.process().state() == ChildProcess.State.RUNNING) {
                kill(broker);
            }
        }
    }

    private static void kill(Broker broker) {
        try {
            broker.process().kill();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
