package delivery.chaos.network.wire;

import delivery.chaos.network.wire.TapListener.ResponseBody;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.internals.ConsumerProtocol;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatResponseData;
import org.apache.kafka.common.message.StreamsGroupHeartbeatResponseData;
import org.apache.kafka.common.message.SyncGroupResponseData;

/** How a group coordinator tells a member which partitions are its own, under each of Kafka's group protocols. */
public final class Assignments {
    private Assignments() {}

    /**
     * Whether a response assigns partitions: SyncGroup without error in the classic protocol; the heartbeats of
     * KIP-848 and KIP-1071 only if they bring an assignment, which is absent while nothing changes, and empty while a
     * member waits for others to give theirs up.
     */
    public static boolean isAssignment(TappedRequest request, ResponseBody body) {
        return switch (request.apiKey()) {
            case SYNC_GROUP -> ((SyncGroupResponseData) body.decode()).errorCode() == 0;
            case CONSUMER_GROUP_HEARTBEAT -> assigns((ConsumerGroupHeartbeatResponseData) body.decode());
            case STREAMS_GROUP_HEARTBEAT -> assigns((StreamsGroupHeartbeatResponseData) body.decode());
            default -> false;
        };
    }

    /**
     * The partitions of a topic that a response assigns.
     *
     * @return empty if it says nothing of the member's partitions; a set of none if the member has none
     */
    public static Optional<Set<Integer>> partitions(
            TappedRequest request, ResponseBody body, String topic, Uuid topicId) {
        return switch (request.apiKey()) {
            case SYNC_GROUP -> partitions((SyncGroupResponseData) body.decode(), topic);
            case CONSUMER_GROUP_HEARTBEAT -> partitions((ConsumerGroupHeartbeatResponseData) body.decode(), topicId);
            case STREAMS_GROUP_HEARTBEAT -> partitions((StreamsGroupHeartbeatResponseData) body.decode());
            default -> Optional.empty();
        };
    }

    private static Optional<Set<Integer>> partitions(SyncGroupResponseData body, String topic) {
        if (body.errorCode() != 0) {
            return Optional.empty();
        }
        // Of a group in which nobody has assigned this member anything, the answer has no bytes.
        List<TopicPartition> assigned = body.assignment().length == 0
                ? List.of()
                : ConsumerProtocol.deserializeAssignment(ByteBuffer.wrap(body.assignment()))
                        .partitions();
        return Optional.of(assigned.stream()
                .filter(partition -> partition.topic().equals(topic))
                .map(TopicPartition::partition)
                .collect(Collectors.toUnmodifiableSet()));
    }

    private static Optional<Set<Integer>> partitions(ConsumerGroupHeartbeatResponseData body, Uuid topicId) {
        return Optional.ofNullable(body.assignment()).map(assigned -> assigned.topicPartitions().stream()
                .filter(topic -> topic.topicId().equals(topicId))
                .flatMap(topic -> topic.partitions().stream())
                .collect(Collectors.toUnmodifiableSet()));
    }

    /** A task has the partition of the input that its number says. */
    private static Optional<Set<Integer>> partitions(StreamsGroupHeartbeatResponseData body) {
        return Optional.ofNullable(body.activeTasks()).map(tasks -> tasks.stream()
                .flatMap(task -> task.partitions().stream())
                .collect(Collectors.toUnmodifiableSet()));
    }

    private static boolean assigns(ConsumerGroupHeartbeatResponseData body) {
        return body.errorCode() == 0
                && body.assignment() != null
                && !body.assignment().topicPartitions().isEmpty();
    }

    private static boolean assigns(StreamsGroupHeartbeatResponseData body) {
        List<StreamsGroupHeartbeatResponseData.TaskIds> tasks = body.activeTasks();
        return body.errorCode() == 0 && tasks != null && !tasks.isEmpty();
    }
}
