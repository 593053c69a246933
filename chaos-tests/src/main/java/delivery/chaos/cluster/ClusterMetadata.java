package delivery.chaos.cluster;

import java.io.Closeable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.common.TopicPartitionInfo;

/** What brokers say of their cluster, wherever they run. */
record ClusterMetadata(Admin admin) implements Closeable {
    private static final int ANSWER_TIMEOUT_SECONDS = 2;
    /** After this the client asks another broker: one that is paused takes a question and never answers. */
    private static final int REQUEST_TIMEOUT_MS = 5_000;

    ClusterMetadata(String bootstrapServers) {
        this(Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                REQUEST_TIMEOUT_MS,
                // An idle client looks for requests that have timed out only when something wakes it: this does.
                AdminClientConfig.METADATA_MAX_AGE_CONFIG,
                1_000,
                AdminClientConfig.RECONNECT_BACKOFF_MS_CONFIG,
                20,
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                200,
                AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG,
                false)));
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

    /** Whether every replica of every partition, internal topics included, is in sync. */
    boolean allInSync() throws InterruptedException, ExecutionException {
        var names = admin.listTopics(new ListTopicsOptions().listInternal(true))
                .names()
                .get();
        return admin.describeTopics(names).allTopicNames().get().values().stream()
                .flatMap(topic -> topic.partitions().stream())
                .allMatch(partition ->
                        partition.isr().size() == partition.replicas().size());
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

    /** The broker that leads a partition now, -1 for none. */
    int leader(String topic, int partition) throws InterruptedException, ExecutionException {
        TopicPartitionInfo info = admin.describeTopics(List.of(topic))
                .allTopicNames()
                .get()
                .get(topic)
                .partitions()
                .get(partition);
        return info.leader() == null ? -1 : info.leader().id();
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
