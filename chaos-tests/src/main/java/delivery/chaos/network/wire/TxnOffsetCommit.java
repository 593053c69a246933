package delivery.chaos.network.wire;

import delivery.chaos.network.wire.TapListener.ResponseBody;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.types.Struct;
import org.apache.kafka.common.requests.RequestHeader;

/**
 * A TxnOffsetCommit by the names of its fields on the wire. The clients' classes for it differ: since Kafka 4.4 the
 * generation has another name, and in version 6 a topic has an id in the place of its name.
 */
record TxnOffsetCommit(Struct body) {
    /** What is said of one partition: in a request the offset, in a response the error code. */
    record PartitionEntry(String topic, Uuid topicId, int partition, Struct said) {}

    static TxnOffsetCommit of(TappedRequest request) {
        ByteBuffer rest = request.frame();
        RequestHeader.parse(rest);
        return new TxnOffsetCommit(request.apiKey()
                .messageType
                .requestSchemas()[request.apiVersion()]
                .read(rest));
    }

    static TxnOffsetCommit of(ResponseBody response) {
        return new TxnOffsetCommit(response.fields());
    }

    /** The text of a field, null if this version has none. */
    String text(String field) {
        return body.hasField(field) ? body.getString(field) : null;
    }

    /** The group's generation, or the member's epoch under KIP-848; {@link Digest#NONE} before version 3. */
    int generation() {
        return Stream.of("generation_id", "generation_id_or_member_epoch")
                .filter(body::hasField)
                .map(body::getInt)
                .findFirst()
                .orElse(Digest.NONE);
    }

    Stream<PartitionEntry> entries() {
        return structs(body, "topics")
                .flatMap(topic -> structs(topic, "partitions")
                        .map(partition -> new PartitionEntry(
                                topic.hasField("name") ? topic.getString("name") : "",
                                topic.hasField("topic_id") ? (Uuid) topic.get("topic_id") : Uuid.ZERO_UUID,
                                partition.getInt("partition_index"),
                                partition)));
    }

    private static Stream<Struct> structs(Struct in, String field) {
        return Arrays.stream(in.getArray(field)).map(Struct.class::cast);
    }
}
