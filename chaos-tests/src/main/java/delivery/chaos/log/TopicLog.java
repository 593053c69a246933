package delivery.chaos.log;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.record.internal.Records;

/**
 * Reads a topic as its leaders store it: every batch with its producer id and epoch, and the control batches that a
 * consumer never shows. Speaks Fetch over a socket of its own, for the clients' consumer hides just these.
 */
public final class TopicLog {
    private static final Duration NO_PROGRESS_MAX = Duration.ofSeconds(60);

    private final Admin admin;
    private final IntFunction<TopicPartition> partitions;
    private final Connector connector;

    /**
     * @param admin a client that is told addresses which can be reached from here
     */
    public TopicLog(Admin admin, String topic) {
        this(admin, partition -> new TopicPartition(topic, partition));
    }

    /** Of several topics, whose partitions are numbered through. */
    public TopicLog(Admin admin, IntFunction<TopicPartition> partitions) {
        this(admin, partitions, PlainConnection::new);
    }

    /** The same of a cluster that may want TLS or SASL, as these settings of a client say. */
    public TopicLog(Admin admin, IntFunction<TopicPartition> partitions, Map<String, Object> clientSettings) {
        this(
                admin,
                partitions,
                clientSettings.containsKey(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG)
                        ? leader -> new SecuredConnection(leader, clientSettings)
                        : PlainConnection::new);
    }

    private TopicLog(Admin admin, IntFunction<TopicPartition> partitions, Connector connector) {
        this.admin = admin;
        this.partitions = partitions;
        this.connector = connector;
    }

    /** Reaches a leader. */
    @FunctionalInterface
    private interface Connector {
        FrameConnection connect(Node leader) throws IOException;
    }

    /** Asks for what stands at an offset and after it, and takes the answers in their order. */
    interface Fetches {
        void request(long offset) throws IOException;

        PartitionData answer() throws IOException;
    }

    /** Offset after the last record that is replicated enough to be read: the high watermark. */
    public long endOffset(int partition) throws InterruptedException, ExecutionException {
        TopicPartition topicPartition = partitions.apply(partition);
        return admin.listOffsets(Map.of(topicPartition, OffsetSpec.latest()))
                .partitionResult(topicPartition)
                .get()
                .offset();
    }

    /**
     * Hands over every batch from an offset up to another, control batches included. The first batch may begin before
     * {@code from}, the last may end beyond {@code to}. A batch is good for the visit only.
     *
     * @throws IOException if the leader cannot be read or answers with an error
     */
    public void read(int partition, long from, long to, Consumer<RecordBatch> visitor)
            throws IOException, InterruptedException, ExecutionException {
        if (from >= to) {
            return;
        }
        TopicPartition topicPartition = partitions.apply(partition);
        try (FetchConnection connection =
                new FetchConnection(connector.connect(leader(topicPartition)), topicPartition)) {
            follow(connection, from, to, visitor);
        }
    }

    /**
     * Hands over what begins before {@code to}; the next is under way while the one before is looked at.
     *
     * @throws IOException if the leader has nothing more for so long that it will not have it
     */
    static void follow(Fetches fetches, long from, long to, Consumer<RecordBatch> visitor) throws IOException {
        fetches.request(from);
        long next = from;
        long progressNanos = System.nanoTime();
        while (next < to) {
            PartitionData data = fetches.answer();
            List<RecordBatch> batches = new ArrayList<>();
            for (RecordBatch batch : ((Records) data.records()).batches()) {
                batch.ensureValid();
                next = batch.nextOffset();
                progressNanos = System.nanoTime();
                // An answer has what has come since the end was asked for, too.
                if (batch.baseOffset() < to) {
                    batches.add(batch);
                }
            }
            if (System.nanoTime() - progressNanos > NO_PROGRESS_MAX.toNanos()) {
                throw new IOException("the leader was to have records up to offset " + to + ", and has had none from "
                        + next + " on for " + NO_PROGRESS_MAX);
            }
            if (next < to) {
                fetches.request(next);
            }
            batches.forEach(visitor);
        }
    }

    private Node leader(TopicPartition partition) throws IOException, InterruptedException, ExecutionException {
        Node leader = admin.describeTopics(List.of(partition.topic()))
                .allTopicNames()
                .get()
                .get(partition.topic())
                .partitions()
                .get(partition.partition())
                .leader();
        if (leader == null) {
            throw new IOException(partition + " has no leader to read from");
        }
        return leader;
    }
}
