package delivery.benchmark;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.HeartbeatResponseData;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.message.ResponseHeaderData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.ObjectSerializationCache;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.apache.kafka.common.requests.RequestHeader;

/**
 * Requests and responses as clients and brokers of this Kafka version write them, each with its four bytes of length.
 */
final class KafkaFrames {
    /** The producer's default {@code batch.size}; a partition has one batch in a request. */
    private static final int BATCH_BYTES = 16 << 10;

    private static final int RECORD_VALUE_BYTES = 200;
    private static final int RECORD_BYTES = 256;
    private static final Uuid TOPIC = new Uuid(1, 1);

    private KafkaFrames() {}

    /** A Produce request of about so many bytes, with acks=all, one batch a partition. */
    static byte[] produceRequest(int bytes) {
        List<ProduceRequestData.PartitionProduceData> partitions = IntStream.range(0, bytes / BATCH_BYTES)
                .mapToObj(partition -> new ProduceRequestData.PartitionProduceData()
                        .setIndex(partition)
                        .setRecords(batch(partition)))
                .toList();
        ProduceRequestData.TopicProduceDataCollection topics = new ProduceRequestData.TopicProduceDataCollection();
        topics.add(new ProduceRequestData.TopicProduceData().setTopicId(TOPIC).setPartitionData(partitions));
        return request(
                ApiKeys.PRODUCE,
                new ProduceRequestData()
                        .setAcks((short) -1)
                        .setTimeoutMs(30_000)
                        .setTopicData(topics));
    }

    /** The response to {@link #produceRequest}. */
    static byte[] produceResponse(int requestBytes) {
        List<ProduceResponseData.PartitionProduceResponse> partitions = IntStream.range(0, requestBytes / BATCH_BYTES)
                .mapToObj(partition -> new ProduceResponseData.PartitionProduceResponse()
                        .setIndex(partition)
                        .setBaseOffset(1_000)
                        .setLogStartOffset(0))
                .toList();
        ProduceResponseData.TopicProduceResponseCollection topics =
                new ProduceResponseData.TopicProduceResponseCollection();
        topics.add(
                new ProduceResponseData.TopicProduceResponse().setTopicId(TOPIC).setPartitionResponses(partitions));
        return response(ApiKeys.PRODUCE, new ProduceResponseData().setResponses(topics));
    }

    /** A Fetch request of a session that goes on: it names no partition. */
    static byte[] fetchRequest() {
        return request(
                ApiKeys.FETCH,
                new FetchRequestData()
                        .setMaxWaitMs(500)
                        .setMinBytes(1)
                        .setSessionId(1)
                        .setSessionEpoch(7));
    }

    /** A Fetch response of about so many bytes. */
    static byte[] fetchResponse(int bytes) {
        List<FetchResponseData.PartitionData> partitions = IntStream.range(0, bytes / BATCH_BYTES)
                .mapToObj(partition -> new FetchResponseData.PartitionData()
                        .setPartitionIndex(partition)
                        .setHighWatermark(2_000)
                        .setLastStableOffset(2_000)
                        .setLogStartOffset(0)
                        .setRecords(batch(partition)))
                .toList();
        FetchResponseData.FetchableTopicResponse topic =
                new FetchResponseData.FetchableTopicResponse().setTopicId(TOPIC).setPartitions(partitions);
        return response(ApiKeys.FETCH, new FetchResponseData().setSessionId(1).setResponses(List.of(topic)));
    }

    static byte[] heartbeatRequest() {
        return request(
                ApiKeys.HEARTBEAT,
                new HeartbeatRequestData()
                        .setGroupId("benchmark")
                        .setGenerationId(1)
                        .setMemberId("member-1"));
    }

    static byte[] heartbeatResponse() {
        return response(ApiKeys.HEARTBEAT, new HeartbeatResponseData());
    }

    private static MemoryRecords batch(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<SimpleRecord> records = new ArrayList<>();
        for (int i = 0; i < BATCH_BYTES / RECORD_BYTES; i++) {
            byte[] value = new byte[RECORD_VALUE_BYTES];
            random.nextBytes(value);
            byte[] key = ("/page-" + random.nextInt(100)).getBytes(StandardCharsets.UTF_8);
            byte[] eventId = String.format("event-%08d", i).getBytes(StandardCharsets.UTF_8);
            Header[] headers = {new RecordHeader("event-id", eventId)};
            records.add(new SimpleRecord(1_700_000_000_000L + i, key, value, headers));
        }
        return MemoryRecords.withRecords(Compression.NONE, records.toArray(SimpleRecord[]::new));
    }

    private static byte[] request(ApiKeys apiKey, ApiMessage body) {
        short version = apiKey.latestVersion();
        RequestHeader header = new RequestHeader(apiKey, version, "benchmark", 0);
        return frame(header.data(), apiKey.requestHeaderVersion(version), body, version);
    }

    private static byte[] response(ApiKeys apiKey, ApiMessage body) {
        short version = apiKey.latestVersion();
        return frame(new ResponseHeaderData(), apiKey.responseHeaderVersion(version), body, version);
    }

    private static byte[] frame(ApiMessage header, short headerVersion, ApiMessage body, short version) {
        ObjectSerializationCache cache = new ObjectSerializationCache();
        int bytes = header.size(cache, headerVersion) + body.size(cache, version);
        ByteBufferAccessor out = new ByteBufferAccessor(ByteBuffer.allocate(Integer.BYTES + bytes));
        out.writeInt(bytes);
        header.write(out, cache, headerVersion);
        body.write(out, cache, version);
        return out.buffer().array();
    }
}
