package delivery.chaos.network.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.clients.consumer.internals.ConsumerProtocol;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatResponseData;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatResponseData.Assignment;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatResponseData.TopicPartitions;
import org.apache.kafka.common.message.HeartbeatResponseData;
import org.apache.kafka.common.message.StreamsGroupHeartbeatResponseData;
import org.apache.kafka.common.message.StreamsGroupHeartbeatResponseData.TaskIds;
import org.apache.kafka.common.message.SyncGroupResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

class AssignmentsTest {
    private static final Uuid EVENTS = Uuid.randomUuid();
    private static final short FENCED = Errors.FENCED_MEMBER_EPOCH.code();

    private static boolean isAssignment(ApiKeys apiKey, int version, ApiMessage body) {
        ResponseFrame response = Written.response(apiKey, version, body);
        return Assignments.isAssignment(response.request(), response);
    }

    private static boolean isAssignment(ConsumerGroupHeartbeatResponseData body) {
        return isAssignment(ApiKeys.CONSUMER_GROUP_HEARTBEAT, 1, body);
    }

    private static boolean isAssignment(StreamsGroupHeartbeatResponseData body) {
        return isAssignment(ApiKeys.STREAMS_GROUP_HEARTBEAT, 0, body);
    }

    @Test
    void inTheClassicProtocolASyncGroupAssignsUnlessItFails() {
        assertThat(isAssignment(ApiKeys.SYNC_GROUP, 5, new SyncGroupResponseData()))
                .isTrue();
        assertThat(isAssignment(
                        ApiKeys.SYNC_GROUP,
                        5,
                        new SyncGroupResponseData().setErrorCode(Errors.REBALANCE_IN_PROGRESS.code())))
                .isFalse();
        assertThat(isAssignment(ApiKeys.HEARTBEAT, 4, new HeartbeatResponseData()))
                .isFalse();
    }

    @Test
    void inTheConsumerProtocolAHeartbeatAssignsIfItBringsPartitions() {
        Assignment none = new Assignment();
        Assignment some = new Assignment()
                .setTopicPartitions(List.of(
                        new TopicPartitions().setTopicId(Uuid.randomUuid()).setPartitions(List.of(0, 1))));

        assertThat(isAssignment(new ConsumerGroupHeartbeatResponseData())).isFalse();
        assertThat(isAssignment(new ConsumerGroupHeartbeatResponseData().setAssignment(none)))
                .isFalse();
        assertThat(isAssignment(new ConsumerGroupHeartbeatResponseData().setAssignment(some)))
                .isTrue();
        assertThat(isAssignment(new ConsumerGroupHeartbeatResponseData()
                        .setErrorCode(FENCED)
                        .setAssignment(some)))
                .isFalse();
    }

    private static Optional<Set<Integer>> partitions(ApiKeys apiKey, int version, ApiMessage body) {
        ResponseFrame response = Written.response(apiKey, version, body);
        return Assignments.partitions(response.request(), response, "events", EVENTS);
    }

    @Test
    void theClassicProtocolNamesThePartitionsOfEveryTopicInBytesOfTheConsumers() {
        ByteBuffer bytes = ConsumerProtocol.serializeAssignment(new ConsumerPartitionAssignor.Assignment(List.of(
                new TopicPartition("events", 2), new TopicPartition("events", 0), new TopicPartition("other", 1))));
        byte[] assignment = new byte[bytes.remaining()];
        bytes.get(assignment);

        assertThat(partitions(ApiKeys.SYNC_GROUP, 5, new SyncGroupResponseData().setAssignment(assignment)))
                .contains(Set.of(0, 2));
        assertThat(partitions(ApiKeys.SYNC_GROUP, 5, new SyncGroupResponseData()))
                .contains(Set.of());
        assertThat(partitions(
                        ApiKeys.SYNC_GROUP,
                        5,
                        new SyncGroupResponseData().setErrorCode(Errors.REBALANCE_IN_PROGRESS.code())))
                .isEmpty();
    }

    @Test
    void theNewProtocolsSayNothingOfPartitionsThatStayAndOfNoneThatThereAreNone() {
        Assignment none = new Assignment();
        Assignment some = new Assignment()
                .setTopicPartitions(List.of(
                        new TopicPartitions().setTopicId(EVENTS).setPartitions(List.of(0, 1)),
                        new TopicPartitions().setTopicId(Uuid.randomUuid()).setPartitions(List.of(2))));
        List<TaskIds> tasks = List.of(new TaskIds().setSubtopologyId("0").setPartitions(List.of(1)));

        assertThat(partitions(ApiKeys.CONSUMER_GROUP_HEARTBEAT, 1, new ConsumerGroupHeartbeatResponseData()))
                .isEmpty();
        assertThat(partitions(
                        ApiKeys.CONSUMER_GROUP_HEARTBEAT,
                        1,
                        new ConsumerGroupHeartbeatResponseData().setAssignment(none)))
                .contains(Set.of());
        assertThat(partitions(
                        ApiKeys.CONSUMER_GROUP_HEARTBEAT,
                        1,
                        new ConsumerGroupHeartbeatResponseData().setAssignment(some)))
                .contains(Set.of(0, 1));
        assertThat(partitions(
                        ApiKeys.STREAMS_GROUP_HEARTBEAT, 0, new StreamsGroupHeartbeatResponseData().setActiveTasks(tasks)))
                .contains(Set.of(1));
        assertThat(partitions(ApiKeys.HEARTBEAT, 4, new HeartbeatResponseData())).isEmpty();
    }

    @Test
    void inTheStreamsProtocolAHeartbeatAssignsIfItBringsActiveTasks() {
        List<TaskIds> some = List.of(new TaskIds().setSubtopologyId("0").setPartitions(List.of(0, 1)));

        assertThat(isAssignment(new StreamsGroupHeartbeatResponseData())).isFalse();
        assertThat(isAssignment(new StreamsGroupHeartbeatResponseData().setActiveTasks(List.of())))
                .isFalse();
        assertThat(isAssignment(new StreamsGroupHeartbeatResponseData().setActiveTasks(some)))
                .isTrue();
        assertThat(isAssignment(new StreamsGroupHeartbeatResponseData()
                        .setErrorCode(FENCED)
                        .setActiveTasks(some)))
                .isFalse();
    }
}
