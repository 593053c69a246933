package delivery.chaos.cluster;

import delivery.chaos.cluster.BrokerDownException.PortTakenException;
import delivery.chaos.process.ChildProcesses;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.testcontainers.containers.Network;

/**
 * What a scenario sees of a cluster; this one is of the run's own: three real Apache Kafka brokers (KRaft, combined
 * mode, replication 3, min.insync.replicas 2) as child JVMs or in containers. Each has a listener for pipelines and a
 * direct one for the harness, so that no fault blinds it.
 */
public class KafkaCluster implements Closeable {
    /** On every container and network of a run, so that those which a killed run left can be found. */
    public static final String CONTAINER_LABEL = "delivery.semantics";

    private static final int SIZE = 3;
    private static final int PORT_ATTEMPTS = 3;
    private final List<Broker> brokers;
    private final Map<String, Object> clientSettings;
    private final ClusterMetadata metadata;
    private final Supervision supervision = new Supervision();

    private KafkaCluster(List<Broker> brokers) {
        this(
                brokers,
                Map.of(
                        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                        brokers.stream()
                                .map(broker -> broker.direct().toString())
                                .collect(Collectors.joining(","))));
    }

    /**
     * @param brokers that this run has started
     * @param clientSettings by which a client of the harness reaches all there are
     */
    KafkaCluster(List<Broker> brokers, Map<String, Object> clientSettings) {
        this.brokers = brokers;
        this.clientSettings = clientSettings;
        this.metadata = new ClusterMetadata(clientSettings);
        brokers.forEach(supervision::of);
    }

    /**
     * Starts a cluster of child JVMs and waits until every broker serves.
     *
     * @param directory an empty directory for settings, data and logs
     * @throws BrokerDownException if a broker did not come up: with its last log lines and the log's path
     */
    public static KafkaCluster start(ChildProcesses processes, Path directory, TransactionVersion transactionVersion)
            throws IOException {
        return start(processes, directory, BrokerJars.ofTheSuite(), transactionVersion);
    }

    /** The same of brokers of a version. */
    public static KafkaCluster start(
            ChildProcesses processes, Path directory, BrokerJars jars, TransactionVersion transactionVersion)
            throws IOException {
        return start(
                new ChildBrokerMaker(processes, SIZE, jars, transactionVersion, BrokerSettings.JVM_FLAGS),
                directory,
                PortReservation::new);
    }

    /**
     * The same with JVMs as they are run in production, and not for a minute.
     *
     * @param jvmFlags of every broker
     * @throws BrokerDownException if a broker did not come up: with its last log lines and the log's path
     */
    public static KafkaCluster start(
            ChildProcesses processes, Path directory, TransactionVersion transactionVersion, List<String> jvmFlags)
            throws IOException {
        return start(
                new ChildBrokerMaker(processes, SIZE, BrokerJars.ofTheSuite(), transactionVersion, jvmFlags),
                directory,
                PortReservation::new);
    }

    /**
     * Starts a cluster of containers and waits until every broker serves.
     *
     * @param image of Apache Kafka, with its version
     * @param network on which Toxiproxy reaches the brokers
     * @param directory an empty directory for the logs of brokers that fail
     * @throws BrokerDownException if a broker did not come up: with its last log lines and the log's path
     */
    public static KafkaCluster startInContainers(String image, Network network, Path directory) throws IOException {
        return start(ContainerBroker.maker(image, network, SIZE), directory, PortReservation::new);
    }

    /** Starts a cluster on ports from elsewhere: a new reservation for every attempt. */
    static KafkaCluster start(Broker.Maker maker, Path directory, Supplier<PortReservation> reservations)
            throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return start(
                        maker, Files.createDirectories(directory.resolve("attempt-" + attempt)), reservations.get());
            } catch (PortTakenException taken) {
                if (attempt == PORT_ATTEMPTS) {
                    throw taken;
                }
                System.out.println("a port was taken before a broker could bind it; starting again on other ports");
            }
        }
    }

    private static KafkaCluster start(Broker.Maker maker, Path directory, PortReservation reservation)
            throws IOException {
        List<Broker> brokers;
        try (reservation) {
            brokers = maker.make(directory, reservation);
        }
        KafkaCluster cluster = new KafkaCluster(brokers);
        try {
            for (Broker broker : brokers) {
                broker.start();
            }
            // A broker is registered before its listeners are open, and ends if one cannot be. Its log is read last: a
            // container's takes a call to the engine.
            cluster.awaitAll("three brokers that serve", () -> brokers.stream().allMatch(Broker::hasStarted));
            cluster.supervision.begin();
            return cluster;
        } catch (IOException | RuntimeException failed) {
            cluster.close();
            throw failed;
        }
    }

    private void awaitAll(String what, Callable<Boolean> condition) {
        new Awaited(brokers, metadata).await(what, () -> {
            brokers.forEach(supervision::requireRunning);
            return metadata.nodesKnown() == SIZE && condition.call();
        });
    }

    ClusterMetadata metadata() {
        return metadata;
    }

    /** From now on a listener is told. */
    public void tell(InterferenceListener listener) {
        supervision.tell(listener);
    }

    /** A listener is told no more. */
    public void tellNoMore(InterferenceListener listener) {
        supervision.tellNoMore(listener);
    }

    /**
     * Throws if a broker has ended by itself, or was paused and not resumed; waits for one that somebody outside has
     * ended, and that was started again.
     *
     * @throws BrokerDownException with its last words and the log's path
     */
    public void requireAllRunning() {
        brokers.forEach(supervision::requireRunning);
        if (supervision.hasStartedAgain()) {
            awaitAllInSync();
            supervision.isWhole();
        }
    }

    /** Addresses of the direct listeners, for the harness alone. */
    public String bootstrapServers() {
        return clientSettings.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG).toString();
    }

    /** By which a client of the harness reaches it, never a pipeline's; there may be secrets in them. */
    public Map<String, Object> clientSettings() {
        return clientSettings;
    }

    /** What the names of all topics, groups and transactional ids have to begin with. */
    public String prefix() {
        return "";
    }

    /** Why something cannot be done to its brokers; empty if all of it can. */
    public Optional<String> notPossible(Set<BrokerOperation> operations) {
        return Optional.empty();
    }

    /** The shortest {@code session.timeout.ms} that a member of a group may have. */
    public int sessionTimeoutMinMs() {
        return BrokerSettings.SESSION_TIMEOUT_MIN_MS;
    }

    /** What its brokers say of their version; empty if it is known from elsewhere. */
    public Optional<String> versionSaid() {
        return Optional.empty();
    }

    /** Where each broker listens for pipelines, by broker id; never told to a pipeline, only to its link. */
    public Map<Integer, Endpoint> clientEndpoints() {
        return brokers.stream().collect(Collectors.toMap(Broker::id, Broker::client));
    }

    /** The processor time that all brokers have used; zero where the system does not tell. */
    public Duration cpuTime() {
        return brokers.stream().map(Broker::cpuTime).reduce(Duration.ZERO, Duration::plus);
    }

    /** How many bytes of the topics that are asked for stand in the logs of all brokers, all replicas together. */
    public long logBytes(Predicate<String> topics) throws InterruptedException, ExecutionException {
        return metadata.logBytes(topics);
    }

    /** A client of the direct listeners; closed with the cluster. */
    public Admin admin() {
        return metadata.admin();
    }

    /** Ends a broker by SIGKILL and returns what its process has become, which proves it. */
    public BrokerProcessState kill(int id) throws InterruptedException {
        broker(id).kill();
        return broker(id).process();
    }

    /** Ends a broker by SIGTERM, cleanly, and returns what its process has become. */
    public BrokerProcessState stop(int id) throws InterruptedException {
        broker(id).stop();
        return broker(id).process();
    }

    /** Starts a killed broker again on its data and addresses, and waits for nothing. */
    public BrokerProcessState restart(int id) throws IOException {
        broker(id).start();
        return broker(id).process();
    }

    /** Whether a broker's data can be taken away: that of a container cannot. */
    public boolean canLoseData(int id) {
        return broker(id).canLoseData();
    }

    /**
     * Takes from a broker that is down all that it has written; it starts again under its id with nothing.
     *
     * @return how many bytes of records these were
     */
    public long loseData(int id) throws IOException {
        return broker(id).loseData();
    }

    /** Stops all of a broker as it stands and returns what its process has become, which proves it. */
    public BrokerProcessState pause(int id) throws InterruptedException {
        broker(id).pause();
        return broker(id).process();
    }

    /** Lets a paused broker go on. */
    public BrokerProcessState resume(int id) throws InterruptedException {
        broker(id).resume();
        return broker(id).process();
    }

    /** The broker that leads a partition now, -1 for none. */
    public int leader(String topic, int partition) throws InterruptedException, ExecutionException {
        return metadata.leader(topic, partition);
    }

    /** The brokers that have a partition in sync now. */
    public Set<Integer> inSync(String topic, int partition) throws InterruptedException, ExecutionException {
        return metadata.inSync(topic, partition);
    }

    /** Whether a broker has read what the controllers have decided, up to an offset of their log. */
    public boolean hasReadDecisions(int id, long upTo) throws InterruptedException, ExecutionException {
        return metadata.hasReadDecisions(id, upTo);
    }

    /** Up to which offset of their log the controllers have decided by now. */
    public long decisions() throws InterruptedException, ExecutionException {
        return metadata.decisions();
    }

    /** Whether a broker has registered and serves, its replicas in sync or not. */
    public boolean hasJoined(int id) throws InterruptedException {
        return metadata.hasJoined(id);
    }

    /** How many bytes of a partition stand in the log of one of its replicas, be they replicated or not. */
    public long logBytes(int broker, TopicPartition partition) throws InterruptedException, ExecutionException {
        return metadata.logBytes(broker, partition);
    }

    /** The broker that is the active controller now, -1 for none. */
    public int controller() throws InterruptedException, ExecutionException {
        return metadata.controller();
    }

    /** The broker that coordinates a group now. */
    public int coordinatorOfGroup(String groupId) throws InterruptedException, ExecutionException {
        return metadata.coordinatorOfGroup(groupId);
    }

    /** The broker that coordinates the transactions of an id now. */
    public int coordinatorOfTransactions(String transactionalId) throws InterruptedException, ExecutionException {
        return metadata.coordinatorOfTransactions(transactionalId);
    }

    /** The {@code transaction.version} that is finalized, as the brokers say. */
    public int transactionVersion() throws InterruptedException, ExecutionException {
        return metadata.transactionVersion();
    }

    /** Waits until every replica of every partition, internal topics included, is in sync. */
    public void awaitAllInSync() {
        awaitAll(
                "every replica of every partition in sync",
                () -> metadata.notInSync().equals(OptionalLong.of(0)));
    }

    Broker broker(int id) {
        return brokers.get(id - 1);
    }

    /** Ends the brokers: their data is thrown away with the run. */
    @Override
    public void close() {
        supervision.end();
        metadata.close();
        brokers.forEach(Broker::close);
    }
}
