package delivery.chaos.cluster;

import delivery.chaos.process.Patience;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.utils.Utils;

/**
 * A cluster that is there already, and somebody's. What a run makes on it has the run's prefix and goes with the run;
 * its brokers are left alone, unless there are commands by which they can be struck.
 */
public final class ForeignCluster extends KafkaCluster {
    private static final String SESSION_TIMEOUT_MIN = "group.min.session.timeout.ms";
    /** Kafka's default, for a cluster that does not let itself be asked. */
    private static final int SESSION_TIMEOUT_MIN_MS = 6_000;

    private static final String METADATA_VERSION = "metadata.version";

    /** A broker that was killed on a log of somebody's may have to read all of it before anything is seen of it. */
    private static final Duration BACK_WITHOUT_PROGRESS = Duration.ofMinutes(3);

    private static final Duration AWAY_MAX = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(200);

    private final Tenancy tenancy;
    private final SortedMap<Integer, Endpoint> brokers;
    private final Map<String, Object> settingsForAll;
    private final BrokerCommands commands;
    private final StruckBrokers struck;
    private final boolean mayDescribe;
    /** Of others' topics, some may lack replicas for days. */
    private final long notInSyncBefore;

    private final int sessionTimeoutMinMs;
    private final String versionSaid;
    private volatile boolean outOfOrder;

    private ForeignCluster(Map<String, Object> clientSettings, BrokerCommands commands, Tenancy tenancy)
            throws IOException, InterruptedException, ExecutionException {
        super(List.of(), clientSettings);
        this.tenancy = tenancy;
        this.commands = commands;
        this.brokers = registered();
        commands.requireHarmless(brokers);
        this.settingsForAll = withAllAddresses(clientSettings);
        this.struck = new StruckBrokers(commands, brokers, clientSettings);
        this.mayDescribe = commands.isEmpty() || mayDescribe();
        this.notInSyncBefore = commands.isEmpty() ? 0 : metadata().notInSync().orElse(0);
        this.sessionTimeoutMinMs = askedForSessionTimeoutMin();
        this.versionSaid = askedForVersion();
    }

    /** A client that was told of one broker alone could not begin while that one is down. */
    private Map<String, Object> withAllAddresses(Map<String, Object> clientSettings) {
        Map<String, Object> settings = new HashMap<>(clientSettings);
        settings.put(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                brokers.values().stream()
                        .map(broker -> Utils.formatAddress(broker.host(), broker.port()))
                        .collect(Collectors.joining(",")));
        return Map.copyOf(settings);
    }

    private boolean mayDescribe() throws InterruptedException, ExecutionException {
        Set<AclOperation> mine = admin().describeCluster(new DescribeClusterOptions().includeAuthorizedOperations(true))
                .authorizedOperations()
                .get();
        // A cluster that does not tell finds out.
        return mine == null || mine.contains(AclOperation.DESCRIBE);
    }

    /** Brokers do not tell theirs; this number grows with it. */
    private String askedForVersion() throws InterruptedException, ExecutionException {
        FinalizedVersionRange finalized = admin().describeFeatures()
                .featureMetadata()
                .get()
                .finalizedFeatures()
                .get(METADATA_VERSION);
        return "unknown" + (finalized == null ? "" : ", " + METADATA_VERSION + " " + finalized.maxVersionLevel());
    }

    /**
     * Looks whether all rights are there that a run needs, and begins to make things.
     *
     * @param clientSettings of somebody who has these rights
     * @param commands by which brokers are struck
     * @throws MissingRightException that names the first that is missing
     */
    public static ForeignCluster open(Map<String, Object> clientSettings, BrokerCommands commands)
            throws IOException, InterruptedException, ExecutionException {
        Tenancy tenancy = Tenancy.begin(clientSettings);
        try {
            return new ForeignCluster(clientSettings, commands, tenancy);
        } catch (IOException | InterruptedException | ExecutionException | RuntimeException failed) {
            tenancy.end();
            throw failed;
        }
    }

    private SortedMap<Integer, Endpoint> registered() throws InterruptedException, ExecutionException {
        SortedMap<Integer, Endpoint> registered = new TreeMap<>();
        for (Node node : admin().describeCluster().nodes().get()) {
            registered.put(node.id(), new Endpoint(node.host(), node.port()));
        }
        return registered;
    }

    /** None if no broker answers for now. */
    private SortedMap<Integer, Endpoint> registeredNow() throws InterruptedException, ExecutionException {
        try {
            return registered();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RetriableException) {
                return new TreeMap<>();
            }
            throw failed;
        }
    }

    private int askedForSessionTimeoutMin() throws InterruptedException, ExecutionException {
        ConfigResource broker = new ConfigResource(
                ConfigResource.Type.BROKER, brokers.firstKey().toString());
        try {
            return Integer.parseInt(admin().describeConfigs(List.of(broker))
                    .all()
                    .get()
                    .get(broker)
                    .get(SESSION_TIMEOUT_MIN)
                    .value());
        } catch (ExecutionException refused) {
            if (refused.getCause() instanceof AuthorizationException) {
                return SESSION_TIMEOUT_MIN_MS;
            }
            throw refused;
        }
    }

    /**
     * Whether the cluster is as it was when the run began: a broker that goes has done what no fault did. One that was
     * struck is waited for; and one that is away for a moment, as all are for a new controller on a busy machine.
     */
    @Override
    public void requireAllRunning() {
        if (outOfOrder) {
            awaitAllInSync();
        }
        AtomicReference<SortedMap<Integer, Endpoint>> now = new AtomicReference<>(new TreeMap<>());
        boolean whole = new Patience(AWAY_MAX, now::get).await(LOOK, () -> {
            now.set(registeredNow());
            return now.get().equals(brokers);
        });
        if (!whole) {
            throw new BrokerDownException("the brokers of this cluster were " + brokers + ", and are now " + now.get());
        }
    }

    @Override
    public Map<Integer, Endpoint> clientEndpoints() {
        return Map.copyOf(brokers);
    }

    @Override
    public String prefix() {
        return tenancy.prefix();
    }

    /** Who reads and writes for the harness finds a broker that is up. */
    @Override
    public Map<String, Object> clientSettings() {
        return settingsForAll;
    }

    @Override
    public Optional<String> notPossible(Set<BrokerOperation> operations) {
        Optional<String> never = operations.stream()
                .filter(operation -> !operation.isByCommand())
                .filter(operation -> operation != BrokerOperation.DESCRIBE || !mayDescribe)
                .sorted()
                .findFirst()
                .map(BrokerOperation::impossible);
        return never.or(() -> commands.whyNot(operations)).map(why -> "its brokers are somebody's, and " + why);
    }

    @Override
    public BrokerProcessState kill(int id) throws InterruptedException {
        outOfOrder = true;
        return BrokerProcessState.seen(Optional.empty(), Optional.of(struck.kill(id)));
    }

    @Override
    public BrokerProcessState restart(int id) throws IOException {
        try {
            struck.start(id);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while broker " + id + " was started");
        }
        return BrokerProcessState.seen(Optional.empty(), Optional.empty());
    }

    @Override
    public BrokerProcessState pause(int id) throws InterruptedException {
        outOfOrder = true;
        return BrokerProcessState.seen(Optional.of(struck.pause(id)), Optional.empty());
    }

    @Override
    public BrokerProcessState resume(int id) throws InterruptedException {
        struck.resume(id);
        return BrokerProcessState.seen(Optional.empty(), Optional.empty());
    }

    @Override
    public boolean canLoseData(int id) {
        return false;
    }

    /** Waits until all brokers are back, with as many replicas in sync as there were before the run. */
    @Override
    public void awaitAllInSync() {
        Callable<List<Object>> seen =
                () -> List.of(metadata().nodesKnown(), metadata().notInSync());
        boolean back = new Patience(BACK_WITHOUT_PROGRESS, seen)
                .await(
                        LOOK,
                        () -> registeredNow().equals(brokers)
                                && isInSync(metadata().notInSync()));
        if (!back) {
            throw new BrokerDownException("no broker came back, and no replica in sync, for "
                    + BACK_WITHOUT_PROGRESS.toSeconds() + " s on the way to brokers " + brokers.keySet()
                    + " with at most " + notInSyncBefore + " replicas not in sync");
        }
        outOfOrder = false;
    }

    private boolean isInSync(OptionalLong notInSync) {
        return notInSync.isPresent() && notInSync.getAsLong() <= notInSyncBefore;
    }

    @Override
    public int sessionTimeoutMinMs() {
        return sessionTimeoutMinMs;
    }

    @Override
    public Optional<String> versionSaid() {
        return Optional.of(versionSaid);
    }

    /** Repairs the brokers, and deletes all that the run has made there. */
    @Override
    public void close() {
        struck.close();
        super.close();
        tenancy.end();
    }
}
