package delivery.chaos.network.wire;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.message.AddOffsetsToTxnResponseData;
import org.apache.kafka.common.message.EndTxnResponseData;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.message.FindCoordinatorResponseData;
import org.apache.kafka.common.message.HeartbeatResponseData;
import org.apache.kafka.common.message.InitProducerIdResponseData;
import org.apache.kafka.common.message.JoinGroupResponseData;
import org.apache.kafka.common.message.LeaveGroupResponseData;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.OffsetCommitResponseData;
import org.apache.kafka.common.message.OffsetFetchResponseData;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.message.SyncGroupResponseData;
import org.apache.kafka.common.message.TxnOffsetCommitResponseData;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Errors;

/**
 * What a response says that bears on delivery, by name and in few words: base offsets, error codes, epochs, coordinators.
 * Without {@code error}, and without one in any partition, the broker did what it was asked to.
 */
public final class ResponseDigest {
    private ResponseDigest() {}

    /** The digest of one response's body; empty for one that has no part in delivery. Learns the names in a Metadata. */
    public static Map<String, Object> of(ApiMessage response, TopicNames names) {
        Digest digest = new Digest();
        if (response instanceof ProduceResponseData body) {
            produce(digest, body, names);
        } else if (response instanceof FetchResponseData body) {
            fetch(digest, body, names);
        } else if (response instanceof MetadataResponseData body) {
            names.learn(body);
        } else if (response instanceof FindCoordinatorResponseData body) {
            body.coordinators().forEach(found -> {
                digest.error(found.errorCode());
                digest.putNumber(found.key(), found.nodeId());
            });
        } else {
            transaction(digest, response);
            group(digest, response, names);
        }
        return digest.fields();
    }

    /** Whether the digest of a response tells of an error, its own or a partition's. */
    public static boolean isError(Map<String, Object> digest) {
        return digest.containsKey("error")
                || digest.get("partitions") instanceof Map<?, ?> partitions
                        && partitions.values().stream()
                                .anyMatch(said -> said instanceof Map<?, ?> named && named.containsKey("error"));
    }

    private static void produce(Digest digest, ProduceResponseData body, TopicNames names) {
        body.responses()
                .forEach(topic -> topic.partitionResponses()
                        .forEach(partition -> digest.partition(
                                names.partition(topic.name(), topic.topicId(), partition.index()),
                                partition.errorCode() == Errors.NONE.code()
                                        ? Map.of("baseOffset", partition.baseOffset())
                                        : error(partition.errorCode()))));
    }

    private static Map<String, Object> error(short code) {
        return Map.of("error", Digest.errorName(code));
    }

    private static void fetch(Digest digest, FetchResponseData body, TopicNames names) {
        digest.error(body.errorCode());
        body.responses()
                .forEach(topic -> topic.partitions()
                        .forEach(partition -> digest.partition(
                                names.partition(topic.topic(), topic.topicId(), partition.partitionIndex()),
                                fetched(partition))));
    }

    private static Map<String, Object> fetched(PartitionData partition) {
        if (partition.errorCode() != Errors.NONE.code()) {
            return error(partition.errorCode());
        }
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("bytes", partition.records() == null ? 0 : partition.records().sizeInBytes());
        said.put("highWatermark", partition.highWatermark());
        said.put("lastStableOffset", partition.lastStableOffset());
        return said;
    }

    private static void transaction(Digest digest, ApiMessage response) {
        if (response instanceof EndTxnResponseData body) {
            digest.error(body.errorCode());
            digest.producer(body.producerId(), body.producerEpoch());
        } else if (response instanceof InitProducerIdResponseData body) {
            digest.error(body.errorCode());
            digest.producer(body.producerId(), body.producerEpoch());
        } else if (response instanceof AddOffsetsToTxnResponseData body) {
            digest.error(body.errorCode());
        } else if (response instanceof TxnOffsetCommitResponseData body) {
            body.topics()
                    .forEach(topic -> topic.partitions().stream()
                            .filter(partition -> partition.errorCode() != Errors.NONE.code())
                            .forEach(partition -> digest.partition(
                                    topic.name() + "-" + partition.partitionIndex(), error(partition.errorCode()))));
        }
    }

    private static void group(Digest digest, ApiMessage response, TopicNames names) {
        if (response instanceof JoinGroupResponseData body) {
            digest.error(body.errorCode());
            digest.member("", body.memberId(), "", body.generationId());
            digest.put("leader", body.leader());
        } else if (response instanceof SyncGroupResponseData body) {
            digest.error(body.errorCode());
        } else if (response instanceof HeartbeatResponseData body) {
            digest.error(body.errorCode());
        } else if (response instanceof LeaveGroupResponseData body) {
            digest.error(body.errorCode());
        } else if (response instanceof OffsetCommitResponseData body) {
            body.topics()
                    .forEach(topic -> topic.partitions().stream()
                            .filter(partition -> partition.errorCode() != Errors.NONE.code())
                            .forEach(partition -> digest.partition(
                                    names.partition(topic.name(), topic.topicId(), partition.partitionIndex()),
                                    error(partition.errorCode()))));
        } else if (response instanceof OffsetFetchResponseData body) {
            offsetFetch(digest, body, names);
        }
    }

    private static void offsetFetch(Digest digest, OffsetFetchResponseData body, TopicNames names) {
        digest.error(body.errorCode());
        body.groups().forEach(group -> {
            digest.error(group.errorCode());
            group.topics()
                    .forEach(topic -> topic.partitions()
                            .forEach(partition -> digest.partition(
                                    names.partition(topic.name(), topic.topicId(), partition.partitionIndex()),
                                    partition.errorCode() == Errors.NONE.code()
                                            ? partition.committedOffset()
                                            : error(partition.errorCode()))));
        });
    }
}
