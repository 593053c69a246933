package delivery.chaos.network.wire;

import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.OffsetCommitRequestData;

/**
 * An offset that a request asks to commit, in a transaction or not.
 *
 * @param topic empty if the request names it by its id: OffsetCommit since version 10, TxnOffsetCommit since version 6
 * @param topicId {@link Uuid#ZERO_UUID} if the request gives its name
 */
public record OffsetToCommit(String topic, Uuid topicId, int partition, long offset) {
    /** The offsets that a request asks to commit; none if it is neither OffsetCommit nor TxnOffsetCommit. */
    public static List<OffsetToCommit> of(TappedRequest request) {
        return switch (request.apiKey()) {
            case OFFSET_COMMIT ->
                ((OffsetCommitRequestData) request.body())
                        .topics().stream()
                                .flatMap(topic -> topic.partitions().stream()
                                        .map(partition -> new OffsetToCommit(
                                                topic.name(),
                                                topic.topicId(),
                                                partition.partitionIndex(),
                                                partition.committedOffset())))
                                .toList();
            case TXN_OFFSET_COMMIT ->
                TxnOffsetCommit.of(request)
                        .entries()
                        .map(entry -> new OffsetToCommit(
                                entry.topic(),
                                entry.topicId(),
                                entry.partition(),
                                entry.said().getLong("committed_offset")))
                        .toList();
            default -> List.of();
        };
    }
}
