package delivery.chaos.testbed;

import delivery.chaos.network.wire.Assignments;
import delivery.chaos.network.wire.TapListener;
import delivery.chaos.network.wire.TappedRequest;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.message.HeartbeatResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/** What the group coordinator has told one instance of a pipeline, under any of Kafka's group protocols. */
public final class Membership implements TapListener {
    private final ScenarioTopics topics;
    private final AtomicInteger changes = new AtomicInteger();
    private volatile Optional<Set<Integer>> partitions = Optional.empty();

    private Membership(ScenarioTopics topics) {
        this.topics = topics;
    }

    /** That of an instance which is not started yet. */
    public static Membership of(Testbed testbed, Instance instance) {
        Membership membership = new Membership(testbed.topics());
        instance.link().tap().tell(membership);
        return membership;
    }

    @Override
    public void onRequest(TappedRequest request) {}

    @Override
    public void onResponse(TappedRequest request, ResponseBody body) {
        Optional<Set<Integer>> assigned = Assignments.partitions(request, body, topics.input(), topics.inputId());
        if (assigned.isPresent()) {
            partitions = assigned;
        }
        if (assigned.isPresent() || isCalledToRejoin(request, body)) {
            changes.incrementAndGet();
        }
    }

    private static boolean isCalledToRejoin(TappedRequest request, ResponseBody body) {
        return request.apiKey() == ApiKeys.HEARTBEAT
                && ((HeartbeatResponseData) body.decode()).errorCode() == Errors.REBALANCE_IN_PROGRESS.code();
    }

    /** The input partitions that it has; empty while it has not been told. */
    public Optional<Set<Integer>> partitions() {
        return partitions;
    }

    /** How often it was told that its partitions change, or are about to. */
    public int changes() {
        return changes.get();
    }

    /** It is no member any more; what it had is somebody else's until it is told again. */
    public void end() {
        partitions = Optional.empty();
    }
}
