package delivery.chaos.cluster;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;

/**
 * A cluster that is there already, and somebody's. What a run makes on it has the run's prefix and goes with the run;
 * its brokers are left alone.
 */
public final class ForeignCluster extends KafkaCluster {
    private static final String SESSION_TIMEOUT_MIN = "group.min.session.timeout.ms";
    /** Kafka's default, for a cluster that does not let itself be asked. */
    private static final int SESSION_TIMEOUT_MIN_MS = 6_000;

    private static final String METADATA_VERSION = "metadata.version";

    private final Tenancy tenancy;
    private final SortedMap<Integer, Endpoint> brokers;
    private final int sessionTimeoutMinMs;
    private final String versionSaid;

    private ForeignCluster(Map<String, Object> clientSettings, Tenancy tenancy)
            throws InterruptedException, ExecutionException {
        super(List.of(), clientSettings);
        this.tenancy = tenancy;
        this.brokers = registered();
        this.sessionTimeoutMinMs = askedForSessionTimeoutMin();
        this.versionSaid = askedForVersion();
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
     * @throws MissingRightException that names the first that is missing
     */
    public static ForeignCluster open(Map<String, Object> clientSettings)
            throws IOException, InterruptedException, ExecutionException {
        Tenancy tenancy = Tenancy.begin(clientSettings);
        try {
            return new ForeignCluster(clientSettings, tenancy);
        } catch (InterruptedException | ExecutionException | RuntimeException failed) {
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

    /** Whether the cluster is as it was when the run began: a broker that goes has done what no fault did. */
    @Override
    public void requireAllRunning() {
        try {
            SortedMap<Integer, Endpoint> now = registered();
            if (!now.equals(brokers)) {
                throw new BrokerDownException("the brokers of this cluster were " + brokers + ", and are now " + now);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new BrokerDownException("interrupted while the cluster was asked for its brokers");
        } catch (ExecutionException failed) {
            throw new BrokerDownException("the cluster does not say which brokers it has: " + failed.getCause());
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

    @Override
    public Optional<String> leavesBrokersAlone() {
        return Optional.of("its brokers are somebody's, and this run neither kills nor pauses nor sets them");
    }

    @Override
    public int sessionTimeoutMinMs() {
        return sessionTimeoutMinMs;
    }

    @Override
    public Optional<String> versionSaid() {
        return Optional.of(versionSaid);
    }

    /** Deletes all that the run has made there. */
    @Override
    public void close() {
        super.close();
        tenancy.end();
    }
}
