package delivery.chaos.log;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchRequestData.FetchPartition;
import org.apache.kafka.common.message.FetchRequestData.FetchTopic;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.message.ResponseHeaderData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.record.internal.Records;
import org.apache.kafka.common.requests.FetchRequest;
import org.apache.kafka.common.requests.RequestHeader;

/**
 * Reads a topic as its leaders store it: every batch with its producer id and epoch, and the control batches that a
 * consumer never shows. Speaks Fetch over a socket of its own, for the clients' consumer hides just these.
 */
public final class TopicLog {
    /** The last version of Fetch that names topics instead of numbering them. */
    private static final short FETCH_VERSION = 12;

    private static final int MAX_BYTES = 8 << 20;
    private static final int MAX_WAIT_MS = 500;
    private static final int SOCKET_TIMEOUT_MS = 10_000;

    private final Admin admin;
    private final String topic;

    /**
     * @param admin a client that is told addresses which can be reached from here
     */
    public TopicLog(Admin admin, String topic) {
        this.admin = admin;
        this.topic = topic;
    }

    /** Offset behind the last record that is replicated enough to be read: the high watermark. */
    public long endOffset(int partition) throws InterruptedException, ExecutionException {
        TopicPartition topicPartition = new TopicPartition(topic, partition);
        return admin.listOffsets(Map.of(topicPartition, OffsetSpec.latest()))
                .partitionResult(topicPartition)
                .get()
                .offset();
    }

    /**
     * Hands over every batch from an offset up to another, control batches included. The first batch may begin before
     * {@code from}, the last may end behind {@code to}.
     *
     * @throws IOException if the leader cannot be read or answers with an error
     */
    public void read(int partition, long from, long to, Consumer<RecordBatch> visitor)
            throws IOException, InterruptedException, ExecutionException {
        if (from >= to) {
            return;
        }
        Node leader = leader(partition);
        try (Socket socket = new Socket(leader.host(), leader.port())) {
            socket.setSoTimeout(SOCKET_TIMEOUT_MS);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            long next = from;
            for (int correlationId = 1; next < to; correlationId++) {
                next = fetch(out, in, correlationId, partition, next, visitor);
            }
        }
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

    /** Fetches once and returns the offset to go on from. */
    private long fetch(
            DataOutputStream out,
            DataInputStream in,
            int correlationId,
            int partition,
            long from,
            Consumer<RecordBatch> visitor)
            throws IOException {
        FetchRequestData request = new FetchRequestData()
                .setMaxWaitMs(MAX_WAIT_MS)
                .setMinBytes(1)
                .setMaxBytes(MAX_BYTES)
                .setTopics(List.of(new FetchTopic()
                        .setTopic(topic)
                        .setPartitions(List.of(new FetchPartition()
                                .setPartition(partition)
                                .setFetchOffset(from)
                                .setPartitionMaxBytes(MAX_BYTES)))));
        ByteBuffer frame = new FetchRequest(request, FETCH_VERSION)
                .serializeWithHeader(new RequestHeader(ApiKeys.FETCH, FETCH_VERSION, "topic-log", correlationId));
        out.writeInt(frame.remaining());
        out.write(frame.array(), frame.arrayOffset() + frame.position(), frame.remaining());
        byte[] answer = new byte[in.readInt()];
        in.readFully(answer);
        ByteBufferAccessor body = new ByteBufferAccessor(ByteBuffer.wrap(answer));
        new ResponseHeaderData(body, ApiKeys.FETCH.responseHeaderVersion(FETCH_VERSION));
        FetchResponseData response = new FetchResponseData(body, FETCH_VERSION);
        Errors.forCode(response.errorCode()).maybeThrow();
        PartitionData data = response.responses().get(0).partitions().get(0);
        Errors.forCode(data.errorCode()).maybeThrow();
        long next = from;
        for (RecordBatch batch : ((Records) data.records()).batches()) {
            visitor.accept(batch);
            next = batch.nextOffset();
        }
        return next;
    }
}
