package delivery.chaos.testbed;

import delivery.chaos.network.wire.Assignments;
import delivery.chaos.network.wire.TapListener;
import delivery.chaos.network.wire.TappedRequest;
import java.util.concurrent.atomic.AtomicInteger;

/** How often a group coordinator has assigned partitions, under any of Kafka's group protocols. */
public final class AssignmentCounter implements TapListener {
    private final AtomicInteger assignments = new AtomicInteger();

    @Override
    public void onRequest(TappedRequest request) {}

    @Override
    public void onResponse(TappedRequest request, ResponseBody body) {
        if (Assignments.isAssignment(request, body)) {
            assignments.incrementAndGet();
        }
    }

    /** How many so far. */
    public int count() {
        return assignments.get();
    }
}
