package delivery.chaos.log;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
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
    private final Admin admin;
    private final String topic;

    /**
     * @param admin a client that is told addresses which can be reached from here
     */
    public TopicLog(Admin admin, String topic) {
        this.admin = admin;
        this.topic = topic;
    }

    /** Takes the batches of a partition in the order of their offsets. */
    public interface GivenVisitor {
        /**
         * @param given whether a read_committed consumer is given the records of the batch
         */
        void visit(RecordBatch batch, boolean given);
    }

    /** Offset behind the last record that is replicated enough to be read: the high watermark. */
    public long endOffset(int partition) throws InterruptedException, ExecutionException {
        return endOffset(partition, IsolationLevel.READ_UNCOMMITTED);
    }

    private long endOffset(int partition, IsolationLevel isolationLevel)
            throws InterruptedException, ExecutionException {
        TopicPartition topicPartition = new TopicPartition(topic, partition);
        return admin.listOffsets(Map.of(topicPartition, OffsetSpec.latest()), new ListOffsetsOptions(isolationLevel))
                .partitionResult(topicPartition)
                .get()
                .offset();
    }

    /**
     * Hands over every batch from an offset up to another, control batches included. The first batch may begin before
     * {@code from}, the last may end behind {@code to}. A batch is good for the visit only.
     *
     * @throws IOException if the leader cannot be read or answers with an error
     */
    public void read(int partition, long from, long to, Consumer<RecordBatch> visitor)
            throws IOException, InterruptedException, ExecutionException {
        fetch(
                partition,
                from,
                to,
                IsolationLevel.READ_UNCOMMITTED,
                data -> records(data).batches().forEach(visitor));
    }

    /**
     * Hands over every batch from the first to the high watermark, in one reading, with what the leader tells a
     * read_committed consumer of it: nothing from the last stable offset on, and before it all but what it names aborted.
     *
     * @return the high watermark up to which it was read
     * @throws IOException if the leader cannot be read or answers with an error
     */
    public long readAsGiven(int partition, GivenVisitor visitor)
            throws IOException, InterruptedException, ExecutionException {
        long highWatermark = endOffset(partition);
        long lastStableOffset = Math.min(highWatermark, endOffset(partition, IsolationLevel.READ_COMMITTED));
        fetch(partition, 0, lastStableOffset, IsolationLevel.READ_COMMITTED, data -> {
            AbortedRanges aborted = new AbortedRanges(data.abortedTransactions());
            records(data).batches().forEach(batch -> visitor.visit(batch, aborted.isGiven(batch)));
        });
        read(partition, lastStableOffset, highWatermark, batch -> visitor.visit(batch, false));
        return highWatermark;
    }

    /** The next answer is under way while the one before is looked at. */
    private void fetch(
            int partition, long from, long to, IsolationLevel isolationLevel, Consumer<PartitionData> visitor)
            throws IOException, InterruptedException, ExecutionException {
        if (from >= to) {
            return;
        }
        try (FetchConnection connection =
                new FetchConnection(leader(partition), new TopicPartition(topic, partition), isolationLevel)) {
            connection.request(from);
            for (long next = from; next < to; ) {
                PartitionData data = connection.answer();
                for (RecordBatch batch : records(data).batches()) {
                    batch.ensureValid();
                    next = batch.nextOffset();
                }
                if (next < to) {
                    connection.request(next);
                }
                visitor.accept(data);
            }
        }
    }

    private static Records records(PartitionData data) {
        return (Records) data.records();
    }

    private Node leader(int partition) throws IOException, InterruptedException, ExecutionException {
        Node leader = admin.describeTopics(List.of(topic))
                .allTopicNames()
                .get()
                .get(topic)
                .partitions()
                .get(partition)
                .leader();
        if (leader == null) {
            throw new IOException(topic + "-" + partition + " has no leader to read from");
        }
        return leader;
    }
}
