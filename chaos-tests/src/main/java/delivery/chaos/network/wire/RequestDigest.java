package delivery.chaos.network.wire;

import delivery.chaos.form.EffectForm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.message.AddOffsetsToTxnRequestData;
import org.apache.kafka.common.message.AddPartitionsToTxnRequestData;
import org.apache.kafka.common.message.ApiVersionsRequestData;
import org.apache.kafka.common.message.EndTxnRequestData;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FindCoordinatorRequestData;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.InitProducerIdRequestData;
import org.apache.kafka.common.message.JoinGroupRequestData;
import org.apache.kafka.common.message.LeaveGroupRequestData;
import org.apache.kafka.common.message.OffsetCommitRequestData;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.SyncGroupRequestData;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.requests.FindCoordinatorRequest.CoordinatorType;

/**
 * What a request says that bears on delivery, by name and in few words: partitions, event ids, offsets, epochs,
 * groups.
 */
public final class RequestDigest {
    private RequestDigest() {}

    /** The digest of one request, whose effects have the form of the contract. */
    public static Map<String, Object> of(TappedRequest request, TopicNames names) {
        return of(request, names, EffectForm.CONTRACT);
    }

    /** The digest of one request; empty for an ApiKey that has no part in delivery. */
    public static Map<String, Object> of(TappedRequest request, TopicNames names, EffectForm form) {
        Digest digest = new Digest();
        switch (request.apiKey()) {
            case PRODUCE -> produce(digest, (ProduceRequestData) request.body(), names, form);
            case FETCH -> fetch(digest, (FetchRequestData) request.body(), names);
            case OFFSET_COMMIT -> offsetCommit(digest, (OffsetCommitRequestData) request.body());
            case TXN_OFFSET_COMMIT -> txnOffsetCommit(digest, TxnOffsetCommit.of(request));
            case END_TXN, INIT_PRODUCER_ID, ADD_PARTITIONS_TO_TXN, ADD_OFFSETS_TO_TXN -> transaction(digest, request);
            case API_VERSIONS -> clientSoftware(digest, request);
            case FIND_COORDINATOR -> findCoordinator(digest, (FindCoordinatorRequestData) request.body());
            case JOIN_GROUP, SYNC_GROUP, HEARTBEAT, LEAVE_GROUP -> group(digest, request);
            default -> {}
        }
        offsets(digest, request, names);
        return digest.fields();
    }

    private static void produce(Digest digest, ProduceRequestData body, TopicNames names, EffectForm form) {
        digest.put("transactionalId", body.transactionalId());
        digest.put("acks", body.acks());
        body.topicData()
                .forEach(topic -> topic.partitionData()
                        .forEach(partition -> digest.partition(
                                names.partition(topic.name(), topic.topicId(), partition.index()),
                                batches((MemoryRecords) partition.records(), form))));
    }

    /** The batches of one partition: how many records, from which event to which, and by which producer. */
    private static Map<String, Object> batches(MemoryRecords records, EffectForm form) {
        Map<String, Object> said = new LinkedHashMap<>();
        List<String> eventIds = records == null ? List.of() : eventIds(records, form);
        said.put("records", eventIds.size());
        if (eventIds.isEmpty()) {
            return said;
        }
        said.put("firstEvent", eventIds.get(0));
        said.put("lastEvent", eventIds.get(eventIds.size() - 1));
        MutableRecordBatch first = records.batches().iterator().next();
        if (first.hasProducerId()) {
            said.put("producerId", first.producerId());
            said.put("producerEpoch", first.producerEpoch());
            said.put("baseSequence", first.baseSequence());
        }
        return said;
    }

    /** The event ids of a request's records, in order; null for each that has none. */
    private static List<String> eventIds(MemoryRecords records, EffectForm form) {
        List<String> ids = new ArrayList<>();
        for (Record record : records.records()) {
            ids.add(WireEffect.eventId(record, form));
        }
        return ids;
    }

    private static void fetch(Digest digest, FetchRequestData body, TopicNames names) {
        body.topics()
                .forEach(topic -> topic.partitions()
                        .forEach(partition -> digest.partition(
                                names.partition(topic.topic(), topic.topicId(), partition.partition()),
                                partition.fetchOffset())));
    }

    private static void offsetCommit(Digest digest, OffsetCommitRequestData body) {
        digest.member(body.groupId(), body.memberId(), body.groupInstanceId(), body.generationIdOrMemberEpoch());
    }

    private static void txnOffsetCommit(Digest digest, TxnOffsetCommit commit) {
        digest.producer(
                commit.text("transactional_id"),
                commit.body().getLong("producer_id"),
                commit.body().getShort("producer_epoch"));
        digest.member(
                commit.text("group_id"),
                commit.text("member_id"),
                commit.text("group_instance_id"),
                commit.generation());
    }

    private static void offsets(Digest digest, TappedRequest request, TopicNames names) {
        OffsetToCommit.of(request)
                .forEach(commit -> digest.partition(
                        names.partition(commit.topic(), commit.topicId(), commit.partition()), commit.offset()));
    }

    private static void transaction(Digest digest, TappedRequest request) {
        if (request.body() instanceof EndTxnRequestData body) {
            digest.producer(body.transactionalId(), body.producerId(), body.producerEpoch());
            digest.put("committed", body.committed());
        } else if (request.body() instanceof InitProducerIdRequestData body) {
            digest.producer(body.transactionalId(), body.producerId(), body.producerEpoch());
        } else if (request.body() instanceof AddOffsetsToTxnRequestData body) {
            digest.producer(body.transactionalId(), body.producerId(), body.producerEpoch());
            digest.put("group", body.groupId());
        } else if (request.body() instanceof AddPartitionsToTxnRequestData body) {
            // The form of clients, up to version 3; later ones are brokers' own.
            digest.producer(
                    body.v3AndBelowTransactionalId(), body.v3AndBelowProducerId(), body.v3AndBelowProducerEpoch());
        }
    }

    /** What a client says that it is (KIP-511); nothing in versions that do not ask for it. */
    private static void clientSoftware(Digest digest, TappedRequest request) {
        ApiVersionsRequestData body = (ApiVersionsRequestData) request.body();
        if (!body.clientSoftwareName().isEmpty()) {
            digest.put("clientSoftwareName", body.clientSoftwareName());
            digest.put("clientSoftwareVersion", body.clientSoftwareVersion());
        }
    }

    private static void findCoordinator(Digest digest, FindCoordinatorRequestData body) {
        digest.put("of", CoordinatorType.forId(body.keyType()).name());
        digest.put("keys", body.coordinatorKeys().isEmpty() ? List.of(body.key()) : body.coordinatorKeys());
    }

    private static void group(Digest digest, TappedRequest request) {
        if (request.body() instanceof JoinGroupRequestData body) {
            digest.member(body.groupId(), body.memberId(), body.groupInstanceId(), Digest.NONE);
        } else if (request.body() instanceof SyncGroupRequestData body) {
            digest.member(body.groupId(), body.memberId(), body.groupInstanceId(), body.generationId());
        } else if (request.body() instanceof HeartbeatRequestData body) {
            digest.member(body.groupId(), body.memberId(), body.groupInstanceId(), body.generationId());
        } else if (request.body() instanceof LeaveGroupRequestData body) {
            digest.put("group", body.groupId());
            body.members()
                    .forEach(member ->
                            digest.member(body.groupId(), member.memberId(), member.groupInstanceId(), Digest.NONE));
        }
    }
}
