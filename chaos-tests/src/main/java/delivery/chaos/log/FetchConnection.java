package delivery.chaos.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.common.IsolationLevel;
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
import org.apache.kafka.common.requests.FetchRequest;
import org.apache.kafka.common.requests.RequestHeader;

/** Asks the leader of a partition for what it has stored, by Fetch alone. */
final class FetchConnection implements TopicLog.Fetches, Closeable {
    /** The last version of Fetch that names topics instead of numbering them. */
    private static final short VERSION = 12;

    private static final int MAX_BYTES = 8 << 20;
    private static final int MAX_WAIT_MS = 500;

    private final FrameConnection leader;
    private final TopicPartition partition;
    private int correlationId;

    FetchConnection(FrameConnection leader, TopicPartition partition) {
        this.leader = leader;
        this.partition = partition;
    }

    @Override
    public void request(long offset) throws IOException {
        FetchRequestData request = new FetchRequestData()
                .setMaxWaitMs(MAX_WAIT_MS)
                .setMinBytes(1)
                .setMaxBytes(MAX_BYTES)
                .setIsolationLevel(IsolationLevel.READ_UNCOMMITTED.id())
                .setTopics(List.of(new FetchTopic()
                        .setTopic(partition.topic())
                        .setPartitions(List.of(new FetchPartition()
                                .setPartition(partition.partition())
                                .setFetchOffset(offset)
                                .setPartitionMaxBytes(MAX_BYTES)))));
        leader.send(new FetchRequest(request, VERSION)
                .serializeWithHeader(new RequestHeader(ApiKeys.FETCH, VERSION, "topic-log", ++correlationId)));
    }

    /**
     * The answer to the oldest request that has none. The next call may overwrite its memory.
     *
     * @throws IOException if the leader cannot be read
     */
    @Override
    public PartitionData answer() throws IOException {
        ByteBuffer answer = leader.receive();
        ByteBufferAccessor body = new ByteBufferAccessor(answer);
        new ResponseHeaderData(body, ApiKeys.FETCH.responseHeaderVersion(VERSION));
        FetchResponseData response = new FetchResponseData(body, VERSION);
        Errors.forCode(response.errorCode()).maybeThrow();
        PartitionData data = response.responses().get(0).partitions().get(0);
        Errors.forCode(data.errorCode()).maybeThrow();
        return data;
    }

    @Override
    public void close() throws IOException {
        leader.close();
    }
}
