package delivery.chaos.network.wire;

import delivery.chaos.network.wire.TapListener.ResponseBody;
import java.util.List;
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
