package delivery.chaos.network.wire;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.contract.Effects;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.message.AddPartitionsToTxnResponseData;
import org.apache.kafka.common.message.AddPartitionsToTxnResponseData.AddPartitionsToTxnPartitionResult;
import org.apache.kafka.common.message.AddPartitionsToTxnResponseData.AddPartitionsToTxnPartitionResultCollection;
import org.apache.kafka.common.message.AddPartitionsToTxnResponseData.AddPartitionsToTxnTopicResult;
import org.apache.kafka.common.message.AddPartitionsToTxnResponseData.AddPartitionsToTxnTopicResultCollection;
import org.apache.kafka.common.message.EndTxnRequestData;
import org.apache.kafka.common.message.EndTxnResponseData;
import org.apache.kafka.common.message.FindCoordinatorRequestData;
import org.apache.kafka.common.message.FindCoordinatorResponseData;
import org.apache.kafka.common.message.FindCoordinatorResponseData.Coordinator;
import org.apache.kafka.common.message.LeaveGroupResponseData;
import org.apache.kafka.common.message.LeaveGroupResponseData.MemberResponse;
import org.apache.kafka.common.message.ListOffsetsRequestData;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseTopic;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseTopicCollection;
import org.apache.kafka.common.message.OffsetCommitRequestData;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestPartition;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestTopic;
import org.apache.kafka.common.message.OffsetFetchResponseData;
import org.apache.kafka.common.message.OffsetFetchResponseData.OffsetFetchResponsePartition;
import org.apache.kafka.common.message.OffsetFetchResponseData.OffsetFetchResponseTopic;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceDataCollection;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.message.ProduceResponseData.PartitionProduceResponse;
import org.apache.kafka.common.message.ProduceResponseData.TopicProduceResponse;
import org.apache.kafka.common.message.ProduceResponseData.TopicProduceResponseCollection;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.junit.jupiter.api.Test;

class DigestTest {
    private static final Uuid EFFECTS_ID = Uuid.randomUuid();

    private final TopicNames names = new TopicNames();

    @Test
    void tellsWhatAProduceBringsAndByWhichProducer() {
        learnTheNameOfTheEffects();
        MemoryRecords records = MemoryRecords.withTransactionalRecords(
                Compression.NONE, 4711L, (short) 3, 40, effect("e-1"), effect("e-2"), effect("e-3"));

        Map<String, Object> digest = digest(ApiKeys.PRODUCE, 13, produce(records));

        assertThat(digest).containsEntry("transactionalId", "tx").containsEntry("acks", (short) -1);
        assertThat(partition(digest, "effects-2"))
                .containsEntry("records", 3)
                .containsEntry("firstEvent", "e-1")
                .containsEntry("lastEvent", "e-3")
                .containsEntry("producerId", 4711L)
                .containsEntry("producerEpoch", (short) 3)
                .containsEntry("baseSequence", 40);
    }

    @Test
    void saysNothingOfAProducerThatHasNoId() {
        learnTheNameOfTheEffects();
        MemoryRecords records = MemoryRecords.withRecords(Compression.NONE, effect("e-1"));

        Map<String, Object> digest = digest(ApiKeys.PRODUCE, 13, produce(records));

        assertThat(partition(digest, "effects-2")).doesNotContainKeys("producerId", "producerEpoch", "baseSequence");
    }

    @Test
    void namesATopicByItsIdWhileNobodyHasToldItsName() {
        MemoryRecords records = MemoryRecords.withRecords(
                Compression.NONE, new SimpleRecord("no event id".getBytes(StandardCharsets.UTF_8)));

        Map<String, Object> digest = digest(ApiKeys.PRODUCE, 13, produce(records));

        assertThat(partition(digest, EFFECTS_ID + "-2")).containsEntry("firstEvent", null);
    }

    @Test
    void tellsTheBaseOffsetOrTheErrorOfEachProducedPartition() {
        learnTheNameOfTheEffects();
        TopicProduceResponse effects = new TopicProduceResponse()
                .setTopicId(EFFECTS_ID)
                .setPartitionResponses(List.of(
                        new PartitionProduceResponse().setIndex(0).setBaseOffset(12),
                        new PartitionProduceResponse()
                                .setIndex(1)
                                .setErrorCode(Errors.CONCURRENT_TRANSACTIONS.code())));

        Map<String, Object> digest = answer(
                ApiKeys.PRODUCE,
                13,
                new ProduceResponseData()
                        .setResponses(new TopicProduceResponseCollection(
                                List.of(effects).iterator())));

        assertThat(partition(digest, "effects-0")).isEqualTo(Map.of("baseOffset", 12L));
        assertThat(partition(digest, "effects-1")).isEqualTo(Map.of("error", "CONCURRENT_TRANSACTIONS"));
        assertThat(ResponseDigest.isError(digest)).isTrue();
    }

    @Test
    void tellsTheOffsetsOfACommit() {
        Map<String, Object> digest = digest(
                ApiKeys.OFFSET_COMMIT,
                9,
                new OffsetCommitRequestData()
                        .setGroupId("group")
                        .setGroupInstanceId("instance-1")
                        .setGenerationIdOrMemberEpoch(5)
                        .setTopics(List.of(new OffsetCommitRequestTopic()
                                .setName("events")
                                .setPartitions(List.of(new OffsetCommitRequestPartition()
                                        .setPartitionIndex(1)
                                        .setCommittedOffset(500))))));

        assertThat(digest)
                .containsEntry("group", "group")
                .containsEntry("instanceId", "instance-1")
                .containsEntry("generation", 5L)
                .containsEntry("partitions", Map.of("events-1", 500L));
    }

    @Test
    void tellsWhetherATransactionWasToCommitAndWhatBecameOfIt() {
        EndTxnRequestData commit = new EndTxnRequestData()
                .setTransactionalId("tx")
                .setProducerId(4711)
                .setProducerEpoch((short) 3)
                .setCommitted(true);

        assertThat(digest(ApiKeys.END_TXN, 5, commit))
                .isEqualTo(
                        Map.of("transactionalId", "tx", "producerId", 4711L, "producerEpoch", 3L, "committed", true));
        Map<String, Object> fenced =
                answer(ApiKeys.END_TXN, 5, new EndTxnResponseData().setErrorCode(Errors.PRODUCER_FENCED.code()));
        assertThat(fenced).isEqualTo(Map.of("error", "PRODUCER_FENCED"));
        Map<String, Object> done = answer(
                ApiKeys.END_TXN, 5, new EndTxnResponseData().setProducerId(4711).setProducerEpoch((short) 4));
        assertThat(done).isEqualTo(Map.of("producerId", 4711L, "producerEpoch", 4L));
        assertThat(ResponseDigest.isError(fenced)).isTrue();
        assertThat(ResponseDigest.isError(done)).isFalse();
    }

    @Test
    void tellsWhichBrokerCoordinates() {
        FindCoordinatorResponseData found = new FindCoordinatorResponseData()
                .setCoordinators(List.of(new Coordinator().setKey("group").setNodeId(2)));

        assertThat(answer(ApiKeys.FIND_COORDINATOR, 6, found)).isEqualTo(Map.of("group", 2L));
    }

    @Test
    void tellsWhichBrokerCoordinatesOrWhyNoneDoesWhereOneGroupIsAskedFor() {
        TappedRequest asked =
                Written.request(ApiKeys.FIND_COORDINATOR, 3, new FindCoordinatorRequestData().setKey("group"));
        ResponseFrame found = Written.response(asked, new FindCoordinatorResponseData().setNodeId(2));
        ResponseFrame none = Written.response(
                asked,
                new FindCoordinatorResponseData().setNodeId(-1).setErrorCode(Errors.COORDINATOR_NOT_AVAILABLE.code()));

        assertThat(ResponseDigest.of(asked, found, names)).isEqualTo(Map.of("group", 2L));
        assertThat(ResponseDigest.of(asked, none, names)).isEqualTo(Map.of("error", "COORDINATOR_NOT_AVAILABLE"));
    }

    @Test
    void tellsThePartitionThatATransactionWasRefused() {
        AddPartitionsToTxnTopicResult refused = new AddPartitionsToTxnTopicResult()
                .setName("effects")
                .setResultsByPartition(
                        new AddPartitionsToTxnPartitionResultCollection(List.of(new AddPartitionsToTxnPartitionResult()
                                        .setPartitionIndex(2)
                                        .setPartitionErrorCode(Errors.CONCURRENT_TRANSACTIONS.code()))
                                .iterator()));

        Map<String, Object> digest = answer(
                ApiKeys.ADD_PARTITIONS_TO_TXN,
                3,
                new AddPartitionsToTxnResponseData()
                        .setResultsByTopicV3AndBelow(new AddPartitionsToTxnTopicResultCollection(
                                List.of(refused).iterator())));

        assertThat(digest)
                .isEqualTo(Map.of("partitions", Map.of("effects-2", Map.of("error", "CONCURRENT_TRANSACTIONS"))));
        assertThat(ResponseDigest.isError(digest)).isTrue();
    }

    @Test
    void tellsTheOffsetsThatOneGroupHasWhereNoOtherCanBeAskedFor() {
        OffsetFetchResponseTopic events = new OffsetFetchResponseTopic()
                .setName("events")
                .setPartitions(List.of(
                        new OffsetFetchResponsePartition().setPartitionIndex(1).setCommittedOffset(500)));

        Map<String, Object> digest =
                answer(ApiKeys.OFFSET_FETCH, 7, new OffsetFetchResponseData().setTopics(List.of(events)));

        assertThat(digest).isEqualTo(Map.of("partitions", Map.of("events-1", 500L)));
    }

    @Test
    void tellsThatAMemberCouldNotLeave() {
        Map<String, Object> digest = answer(
                ApiKeys.LEAVE_GROUP,
                5,
                new LeaveGroupResponseData()
                        .setMembers(List.of(new MemberResponse().setErrorCode(Errors.UNKNOWN_MEMBER_ID.code()))));

        assertThat(ResponseDigest.isError(digest)).isTrue();
    }

    @Test
    void saysNothingOfWhatHasNoPartInDelivery() {
        TappedRequest asked = Written.request(ApiKeys.LIST_OFFSETS, 11, new ListOffsetsRequestData());
        ResponseFrame cutShort = new ResponseFrame(asked, Frames.allocate(Integer.BYTES));

        assertThat(ResponseDigest.of(asked, cutShort, names)).isEmpty();
    }

    private void learnTheNameOfTheEffects() {
        MetadataResponseTopic effects =
                new MetadataResponseTopic().setName("effects").setTopicId(EFFECTS_ID);
        answer(
                ApiKeys.METADATA,
                13,
                new MetadataResponseData()
                        .setTopics(new MetadataResponseTopicCollection(
                                List.of(effects).iterator())));
    }

    private static SimpleRecord effect(String eventId) {
        Header id = new RecordHeader(Effects.EVENT_ID, eventId.getBytes(StandardCharsets.UTF_8));
        return new SimpleRecord(
                0, "/page".getBytes(StandardCharsets.UTF_8), "1".getBytes(StandardCharsets.UTF_8), new Header[] {id});
    }

    private static ProduceRequestData produce(MemoryRecords records) {
        TopicProduceData effects = new TopicProduceData()
                .setTopicId(EFFECTS_ID)
                .setPartitionData(List.of(new PartitionProduceData().setIndex(2).setRecords(records)));
        return new ProduceRequestData()
                .setTransactionalId("tx")
                .setAcks((short) -1)
                .setTopicData(new TopicProduceDataCollection(List.of(effects).iterator()));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> partition(Map<String, Object> digest, String partition) {
        return (Map<String, Object>) ((Map<String, Object>) digest.get("partitions")).get(partition);
    }

    /** Through bytes, as a request comes. */
    private Map<String, Object> digest(ApiKeys apiKey, int version, ApiMessage body) {
        return RequestDigest.of(Written.request(apiKey, version, body), names);
    }

    /** Through bytes, as a response comes. */
    private Map<String, Object> answer(ApiKeys apiKey, int version, ApiMessage body) {
        ResponseFrame response = Written.response(apiKey, version, body);
        return ResponseDigest.of(response.request(), response, names);
    }
}
