package delivery.chaos.fault;

import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.ResponseDigest;
import delivery.chaos.network.wire.TapListener;
import delivery.chaos.network.wire.TappedRequest;
import delivery.chaos.testbed.AssignmentCounter;
import delivery.chaos.testbed.Instance;
import delivery.chaos.testbed.Testbed;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.message.InitProducerIdRequestData;
import org.apache.kafka.common.protocol.ApiKeys;

/** Another instance of the pipeline, started while the first is in the middle of something. */
final class Replacement implements TapListener {
    private static final Duration RESPONSE_DEADLINE = Duration.ofSeconds(20);

    private final Testbed testbed;
    private final Instance instance;
    private final AssignmentCounter assigned = new AssignmentCounter();
    private final AssignmentCounter assignedToFirst = new AssignmentCounter();
    private volatile String transactionalId = "";

    private Replacement(Testbed testbed, Instance instance) {
        this.testbed = testbed;
        this.instance = instance;
    }

    /**
     * Starts it.
     *
     * @param instanceId that of the first, which is fenced then, or another one
     */
    static Replacement start(Testbed testbed, String instanceId) throws IOException {
        Replacement replacement = new Replacement(testbed, testbed.instances().another(instanceId));
        replacement.instance.link().tap().tell(replacement);
        replacement.instance.link().tap().tell(replacement.assigned);
        testbed.link().tap().tell(replacement.assignedToFirst);
        replacement.instance.pipeline().start();
        return replacement;
    }

    Instance instance() {
        return instance;
    }

    @Override
    public void onRequest(TappedRequest request) {
        if (request.apiKey() == ApiKeys.INIT_PRODUCER_ID
                && request.body() instanceof InitProducerIdRequestData body
                && body.transactionalId() != null) {
            transactionalId = body.transactionalId();
        }
    }

    @Override
    public void onResponse(TappedRequest request, ResponseBody body) {}

    /** Waits until the group coordinator has assigned it partitions. */
    void awaitAssigned() throws InterruptedException, Fault.NotFiredException {
        Patience.until(testbed, "partitions to be assigned to " + instance.process(), () -> assigned.count() > 0);
    }

    /** Waits until the group has committed these offsets or later ones. */
    void awaitCommitted(Map<Integer, Long> offsets) throws InterruptedException, Fault.NotFiredException {
        Patience.until(testbed, instance.process() + " to commit " + offsets, () -> {
            Map<Integer, Long> committed = testbed.committedOffsets();
            return offsets.entrySet().stream()
                    .allMatch(offset -> committed.getOrDefault(offset.getKey(), 0L) >= offset.getValue());
        });
    }

    /** Waits until effects of all these events are in the log: who commits first has them there later. */
    void awaitEffectsOf(Set<String> eventIds) throws InterruptedException, Fault.NotFiredException {
        Patience.until(testbed, "effects of the same events to be in the log", () -> {
            testbed.effects().readOn();
            return testbed.effects().inLog().containsAll(eventIds);
        });
    }

    /**
     * Lets a request of the first instance, which is paused, reach its broker; the answer waits for it to wake up.
     *
     * @return the answer, as in {@link ResponseDigest}
     */
    Map<String, Object> arriveLate(HeldRequest held) throws InterruptedException, Fault.NotFiredException {
        held.releaseWithholdingResponse();
        try {
            Map<String, Object> answer = held.awaitResponseWithheld(RESPONSE_DEADLINE);
            held.deliverResponse();
            return answer;
        } catch (TimeoutException none) {
            throw new Fault.NotFiredException("the broker did not answer " + held.request(), none);
        }
    }

    /**
     * Waits until the first instance has found its place: it has ended by itself, as a static member that is fenced
     * does, or it has joined its group again, as a dynamic one does.
     *
     * @return what it did, in words
     */
    String awaitFirstSettled() throws InterruptedException, Fault.NotFiredException {
        Patience.until(
                testbed,
                "the first instance to end, or to join again",
                () -> !testbed.pipeline().isUp() || assignedToFirst.count() > 0);
        return testbed.pipeline().isUp() ? "joined again" : "ended";
    }

    /** The facts about it for a proof. */
    Map<String, Object> proof() {
        Map<String, Object> proof = new LinkedHashMap<>();
        proof.put("replacement", instance.process());
        proof.put("instanceId", instance.instanceId());
        if (!transactionalId.isEmpty()) {
            proof.put("transactionalId", transactionalId);
        }
        return proof;
    }
}
