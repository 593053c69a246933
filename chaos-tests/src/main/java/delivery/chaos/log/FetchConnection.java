package delivery.chaos.log;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.common.IsolationLevel;
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
import org.apache.kafka.common.requests.FetchRequest;
import org.apache.kafka.common.requests.RequestHeader;

/** A connection to the leader of a partition, for Fetch alone. */
final class FetchConnection implements TopicLog.Fetches, Closeable {
    /** The last version of Fetch that names topics instead of numbering them. */
    private static final short VERSION = 12;

    private static final int MAX_BYTES = 8 << 20;
    private static final int MAX_WAIT_MS = 500;
    private static final int SOCKET_TIMEOUT_MS = 60_000;

    private final TopicPartition partition;
    private final Socket socket;
    private final DataOutputStream out;
    private final DataInputStream in;
    private byte[] answer = new byte[0];
    private int correlationId;

    FetchConnection(Node leader, TopicPartition partition) throws IOException {
        this.partition = partition;
        socket = new Socket(leader.host(), leader.port());
        socket.setSoTimeout(SOCKET_TIMEOUT_MS);
        // Else a request's second packet waits for the leader to acknowledge the first, which it delays by 40 ms.
        socket.setTcpNoDelay(true);
        out = new DataOutputStream(socket.getOutputStream());
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
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
        ByteBuffer frame = new FetchRequest(request, VERSION)
                .serializeWithHeader(new RequestHeader(ApiKeys.FETCH, VERSION, "topic-log", ++correlationId));
        out.writeInt(frame.remaining());
        out.write(frame.array(), frame.arrayOffset() + frame.position(), frame.remaining());
    }

    /**
     * The answer to the oldest request that has none. The next call overwrites its memory.
     *
     * @throws IOException if the leader cannot be read
     */
    @Override
    public PartitionData answer() throws IOException {
        int length = in.readInt();
        if (length > answer.length) {
            answer = new byte[length];
        }
        in.readFully(answer, 0, length);
        ByteBufferAccessor body = new ByteBufferAccessor(ByteBuffer.wrap(answer, 0, length));
        new ResponseHeaderData(body, ApiKeys.FETCH.responseHeaderVersion(VERSION));
        FetchResponseData response = new FetchResponseData(body, VERSION);
        Errors.forCode(response.errorCode()).maybeThrow();
        PartitionData data = response.responses().get(0).partitions().get(0);
        Errors.forCode(data.errorCode()).maybeThrow();
        return data;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
