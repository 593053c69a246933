package delivery.chaos.network.wire;

import delivery.chaos.network.wire.TapListener.ResponseBody;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.message.AddOffsetsToTxnResponseData;
import org.apache.kafka.common.message.AddPartitionsToTxnResponseData;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatResponseData;
import org.apache.kafka.common.message.EndTxnResponseData;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.message.FindCoordinatorRequestData;
import org.apache.kafka.common.message.FindCoordinatorResponseData;
import org.apache.kafka.common.message.HeartbeatResponseData;
import org.apache.kafka.common.message.InitProducerIdResponseData;
import org.apache.kafka.common.message.JoinGroupResponseData;
import org.apache.kafka.common.message.LeaveGroupResponseData;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.OffsetCommitResponseData;
import org.apache.kafka.common.message.OffsetFetchResponseData;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.message.StreamsGroupHeartbeatResponseData;
import org.apache.kafka.common.message.SyncGroupResponseData;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Errors;

/**
 * What a response says that bears on delivery, by name and in few words: base offsets, error codes, epochs,
 * coordinators. Without {@code error}, and without one in any partition, the broker did what it was asked to.
 */
public final class ResponseDigest {
    private static final short FIRST_WITH_COORDINATORS = 4;

    private ResponseDigest() {}

    /**
     * The digest of one response; empty for an ApiKey that has no part in delivery, whose body is not looked at.
     * Learns the names in a Metadata.
     */
    public static Map<String, Object> of(TappedRequest request, ResponseBody body, TopicNames names) {
        Digest digest = new Digest();
        switch (request.apiKey()) {
            case PRODUCE -> produce(digest, (ProduceResponseData) body.decode(), names);
            case FETCH -> fetch(digest, (FetchResponseData) body.decode(), names);
            case METADATA -> names.learn((MetadataResponseData) body.decode());
            case FIND_COORDINATOR -> findCoordinator(digest, request, (FindCoordinatorResponseData) body.decode());
            case END_TXN, INIT_PRODUCER_ID, ADD_PARTITIONS_TO_TXN, ADD_OFFSETS_TO_TXN ->
                transaction(digest, body.decode());
            case TXN_OFFSET_COMMIT -> txnOffsetCommit(digest, TxnOffsetCommit.of(body), names);
            case OFFSET_COMMIT -> offsetCommit(digest, (OffsetCommitResponseData) body.decode(), names);
            case OFFSET_FETCH -> offsetFetch(digest, (OffsetFetchResponseData) body.decode(), names);
            case JOIN_GROUP, SYNC_GROUP, HEARTBEAT, LEAVE_GROUP, CONSUMER_GROUP_HEARTBEAT, STREAMS_GROUP_HEARTBEAT ->
                group(digest, body.decode());
            default -> {}
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

    /** Before version 4 one coordinator in the response itself, since then a list; the other is empty. */
    private static void findCoordinator(Digest digest, TappedRequest request, FindCoordinatorResponseData body) {
        if (request.apiVersion() < FIRST_WITH_COORDINATORS) {
            digest.error(body.errorCode());
            digest.putNumber(((FindCoordinatorRequestData) request.body()).key(), body.nodeId());
        }
        body.coordinators().forEach(found -> {
            digest.error(found.errorCode());
            digest.putNumber(found.key(), found.nodeId());
        });
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
        } else if (response instanceof AddPartitionsToTxnResponseData body) {
            // The form of clients, up to version 3; later ones are brokers' own.
            body.resultsByTopicV3AndBelow()
                    .forEach(topic -> topic.resultsByPartition()
                            .forEach(partition -> failed(
                                    digest,
                                    topic.name() + "-" + partition.partitionIndex(),
                                    partition.partitionErrorCode())));
        }
    }

    private static void txnOffsetCommit(Digest digest, TxnOffsetCommit commit, TopicNames names) {
        commit.entries()
                .forEach(entry -> failed(
                        digest,
                        names.partition(entry.topic(), entry.topicId(), entry.partition()),
                        entry.said().getShort("error_code")));
    }

    private static void offsetCommit(Digest digest, OffsetCommitResponseData body, TopicNames names) {
        body.topics()
                .forEach(topic -> topic.partitions()
                        .forEach(partition -> failed(
                                digest,
                                names.partition(topic.name(), topic.topicId(), partition.partitionIndex()),
                                partition.errorCode())));
    }

    /** Says of a partition that it was refused, if it was. */
    private static void failed(Digest digest, String partition, short errorCode) {
        if (errorCode != Errors.NONE.code()) {
            digest.partition(partition, error(errorCode));
        }
    }

    private static void group(Digest digest, ApiMessage response) {
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
            body.members().forEach(member -> digest.error(member.errorCode()));
        } else if (response instanceof ConsumerGroupHeartbeatResponseData body) {
            digest.error(body.errorCode());
            digest.member("", body.memberId(), "", body.memberEpoch());
        } else if (response instanceof StreamsGroupHeartbeatResponseData body) {
            digest.error(body.errorCode());
            digest.member("", body.memberId(), "", body.memberEpoch());
        }
    }

    /** Before version 8 of one group in the response itself, since then a list; the other is empty. */
    private static void offsetFetch(Digest digest, OffsetFetchResponseData body, TopicNames names) {
        digest.error(body.errorCode());
        body.topics()
                .forEach(topic -> topic.partitions()
                        .forEach(partition -> digest.partition(
                                topic.name() + "-" + partition.partitionIndex(),
                                offset(partition.errorCode(), partition.committedOffset()))));
        body.groups().forEach(group -> {
            digest.error(group.errorCode());
            group.topics()
                    .forEach(topic -> topic.partitions()
                            .forEach(partition -> digest.partition(
                                    names.partition(topic.name(), topic.topicId(), partition.partitionIndex()),
                                    offset(partition.errorCode(), partition.committedOffset()))));
        });
    }

    private static Object offset(short errorCode, long offset) {
        return errorCode == Errors.NONE.code() ? offset : error(errorCode);
    }
}
