package delivery.chaos.testbed;

import delivery.chaos.network.wire.TapListener;
import delivery.chaos.network.wire.TappedRequest;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatResponseData;
import org.apache.kafka.common.message.StreamsGroupHeartbeatResponseData;
import org.apache.kafka.common.message.SyncGroupResponseData;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Errors;

/**
 * How often a group coordinator has assigned partitions: in the answer to a SyncGroup (classic), to a heartbeat of the
 * protocol {@code consumer} (KIP-848) or of the protocol {@code streams} (KIP-1071).
 */
public final class Assignments implements TapListener {
    private final AtomicInteger assignments = new AtomicInteger();

    @Override
    public void onRequest(TappedRequest request) {}

    @Override
    public void onResponse(TappedRequest request, ResponseBody body) {
        if (isAssignment(request, body)) {
            assignments.incrementAndGet();
        }
    }

    /** Whether an answer assigns partitions. */
    static boolean isAssignment(TappedRequest request, ResponseBody body) {
        return switch (request.apiKey()) {
            case SYNC_GROUP, CONSUMER_GROUP_HEARTBEAT, STREAMS_GROUP_HEARTBEAT -> isAssignment(body.decode());
            default -> false;
        };
    }

    /** A heartbeat is answered with an assignment only when there is a new one. */
    static boolean isAssignment(ApiMessage answer) {
        if (answer instanceof ConsumerGroupHeartbeatResponseData heartbeat) {
            return heartbeat.errorCode() == Errors.NONE.code() && heartbeat.assignment() != null;
        }
        if (answer instanceof StreamsGroupHeartbeatResponseData heartbeat) {
            return heartbeat.errorCode() == Errors.NONE.code() && heartbeat.activeTasks() != null;
        }
        return answer instanceof SyncGroupResponseData sync && sync.errorCode() == Errors.NONE.code();
    }

    /** How many so far. */
    public int count() {
        return assignments.get();
    }
}
