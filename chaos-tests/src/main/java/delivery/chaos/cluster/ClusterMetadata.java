package delivery.chaos.cluster;

import java.io.Closeable;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.ReplicaInfo;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What brokers say of their cluster, wherever they run. */
record ClusterMetadata(Admin admin) implements Closeable {
    private static final int ANSWER_TIMEOUT_SECONDS = 2;
    /** After this the client asks another broker: one that is paused takes a question and never answers. */
    private static final int REQUEST_TIMEOUT_MS = 5_000;

    ClusterMetadata(Map<String, Object> clientSettings) {
        this(Admin.create(settings(clientSettings)));
    }

    private static Map<String, Object> settings(Map<String, Object> clientSettings) {
        Map<String, Object> settings = new HashMap<>(clientSettings);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        // An idle client looks for requests that have timed out only when something wakes it: this does.
        settings.put(AdminClientConfig.METADATA_MAX_AGE_CONFIG, 1_000);
        settings.put(AdminClientConfig.RECONNECT_BACKOFF_MS_CONFIG, 20);
        settings.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 200);
        settings.put(AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        return settings;
    }

    /** Number of brokers that have registered; 0 if none answers yet. */
    int nodesKnown() throws InterruptedException {
        try {
            return admin.describeCluster()
                    .nodes()
                    .get(ANSWER_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                    .size();
        } catch (ExecutionException | TimeoutException notYet) {
            return 0;
        }
    }

    /**
     * Number of replicas that are not in sync, of all partitions, internal ones included; a topic that is not known yet
     * where it is asked for counts as one. Empty if no broker answers.
     */
    OptionalLong notInSync() throws InterruptedException, ExecutionException {
        try {
            var names = admin.listTopics(new ListTopicsOptions().listInternal(true))
                    .names()
                    .get();
            Map<String, TopicDescription> known = describe(names);
            long replicas = known.values().stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .mapToLong(partition ->
                            partition.replicas().size() - partition.isr().size())
                    .sum();
            return OptionalLong.of(replicas + names.size() - known.size());
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RetriableException) {
                return OptionalLong.empty();
            }
            throw failed;
        }
    }

    /** The {@code transaction.version} that is finalized; level 0 of a feature is that it is not. */
    int transactionVersion() throws InterruptedException, ExecutionException {
        FinalizedVersionRange finalized = admin.describeFeatures()
                .featureMetadata()
                .get()
                .finalizedFeatures()
                .get(TransactionVersion.FEATURE);
        return finalized == null ? 0 : finalized.maxVersionLevel();
    }

    /** The broker that leads the metadata quorum now, -1 for none. */
    int controller() throws InterruptedException, ExecutionException {
        return admin.describeMetadataQuorum().quorumInfo().get().leaderId();
    }

    /** The broker that coordinates a group now; waits until one does. */
    int coordinatorOfGroup(String groupId) throws InterruptedException, ExecutionException {
        return admin.describeConsumerGroups(Set.of(groupId))
                .describedGroups()
                .get(groupId)
                .get()
                .coordinator()
                .id();
    }

    /** The broker that coordinates the transactions of an id now; waits until one does. */
    int coordinatorOfTransactions(String transactionalId) throws InterruptedException, ExecutionException {
        return admin.describeTransactions(Set.of(transactionalId))
                .description(transactionalId)
                .get()
                .coordinatorId();
    }

    /** The broker that leads a partition now, -1 for none. */
    int leader(String topic, int partition) throws InterruptedException, ExecutionException {
        TopicDescription known = describe(Set.of(topic)).get(topic);
        Node leader = known == null ? null : known.partitions().get(partition).leader();
        return leader == null ? -1 : leader.id();
    }

    /** The brokers that have a partition in sync, as far as is known. */
    Set<Integer> inSync(String topic, int partition) throws InterruptedException, ExecutionException {
        TopicDescription known = describe(Set.of(topic)).get(topic);
        return known == null
                ? Set.of()
                : known.partitions().get(partition).isr().stream().map(Node::id).collect(Collectors.toSet());
    }

    /** Whether a broker has read what the controllers have decided, up to an offset of their log. */
    boolean hasReadDecisions(int broker, long upTo) throws InterruptedException, ExecutionException {
        return admin.describeMetadataQuorum().quorumInfo().get().voters().stream()
                .anyMatch(voter -> voter.replicaId() == broker && voter.logEndOffset() >= upTo);
    }

    /** Up to which offset the controllers have decided by now. */
    long decisions() throws InterruptedException, ExecutionException {
        return admin.describeMetadataQuorum().quorumInfo().get().highWatermark();
    }

    /** Whether a broker has registered and serves. */
    boolean hasJoined(int broker) throws InterruptedException {
        try {
            return admin.describeCluster().nodes().get(ANSWER_TIMEOUT_SECONDS, TimeUnit.SECONDS).stream()
                    .anyMatch(node -> node.id() == broker);
        } catch (ExecutionException | TimeoutException notYet) {
            return false;
        }
    }

    /** How many bytes of a partition stand in a broker's own log; 0 if it has no replica of it. */
    long logBytes(int broker, TopicPartition partition) throws InterruptedException, ExecutionException {
        return admin.describeLogDirs(Set.of(broker)).descriptions().get(broker).get().values().stream()
                .map(directory -> directory.replicaInfos().get(partition))
                .filter(Objects::nonNull)
                .mapToLong(ReplicaInfo::size)
                .sum();
    }

    /** How many bytes of the topics that are asked for stand in the logs of all brokers, all replicas together. */
    long logBytes(Predicate<String> topics) throws InterruptedException, ExecutionException {
        Set<Integer> brokers = new HashSet<>();
        admin.describeCluster().nodes().get().forEach(node -> brokers.add(node.id()));
        return admin.describeLogDirs(brokers).allDescriptions().get().values().stream()
                .flatMap(directories -> directories.values().stream())
                .flatMap(directory -> directory.replicaInfos().entrySet().stream())
                .filter(replica -> topics.test(replica.getKey().topic()))
                .mapToLong(replica -> replica.getValue().size())
                .sum();
    }

    /**
     * The topics that the broker knows which happens to be asked. A topic is created once the controller has it; each
     * broker learns of it later.
     */
    private Map<String, TopicDescription> describe(Set<String> names) throws InterruptedException, ExecutionException {
        Map<String, TopicDescription> known = new HashMap<>();
        for (var described : admin.describeTopics(names).topicNameValues().entrySet()) {
            try {
                known.put(described.getKey(), described.getValue().get());
            } catch (ExecutionException failed) {
                if (!(failed.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw failed;
                }
            }
        }
        return known;
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
