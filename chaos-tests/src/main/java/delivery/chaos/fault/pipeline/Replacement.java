package delivery.chaos.fault.pipeline;

import delivery.chaos.fault.Await;
import delivery.chaos.fault.Fault;
import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.TapListener;
import delivery.chaos.network.wire.TappedRequest;
import delivery.chaos.testbed.AssignmentCounter;
import delivery.chaos.testbed.Instance;
import delivery.chaos.testbed.Testbed;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.message.InitProducerIdRequestData;
import org.apache.kafka.common.protocol.ApiKeys;

/** Another instance of the pipeline, started while the first is in the middle of something. */
public final class Replacement implements TapListener {
    private final Testbed testbed;
    private final Instance instance;
    private final AssignmentCounter assigned = new AssignmentCounter();
    private final AssignmentCounter assignedToFirst = new AssignmentCounter();
    private volatile String transactionalId;

    private Replacement(Testbed testbed, Instance instance) {
        this.testbed = testbed;
        this.instance = instance;
    }

    /** Starts one in the place of the first: with the same instance id, so that the first is fenced. */
    public static Replacement ofFirst(Testbed testbed) throws IOException {
        testbed.pipeline().replaced();
        return start(testbed, testbed.instances().first().instanceId());
    }

    /** Starts a second instance, with an id of its own. */
    public static Replacement second(Testbed testbed) throws IOException {
        return start(testbed, "instance-2");
    }

    private static Replacement start(Testbed testbed, String instanceId) throws IOException {
        Replacement replacement = new Replacement(testbed, testbed.instances().another(instanceId));
        replacement.instance.link().tap().tell(replacement);
        replacement.instance.link().tap().tell(replacement.assigned);
        testbed.link().tap().tell(replacement.assignedToFirst);
        replacement.instance.pipeline().start();
        return replacement;
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
    public void awaitAssigned() throws Fault.NotFiredException {
        Await.until(testbed, "partitions to be assigned to " + instance.process(), () -> assigned.count() > 0);
    }

    /** Waits until the group has committed these offsets or later ones. */
    public void awaitCommitted(Map<Integer, Long> offsets) throws Fault.NotFiredException {
        Await.until(testbed, instance.process() + " to commit " + offsets, () -> {
            Map<Integer, Long> committed = testbed.committedOffsets();
            return offsets.entrySet().stream()
                    .allMatch(offset -> committed.getOrDefault(offset.getKey(), 0L) >= offset.getValue());
        });
    }

    /** Waits until effects of all these events are in the log: who commits first has them there later. */
    public void awaitEffectsOf(Set<String> eventIds) throws Fault.NotFiredException {
        Await.until(testbed, "effects of the same events to be in the log", () -> {
            testbed.store().readOn();
            return testbed.store().inLog().containsAll(eventIds);
        });
    }

    /**
     * Lets a request of the first instance, which is paused, reach its broker; the answer waits for it to wake up.
     *
     * @return the answer, as in {@link delivery.chaos.network.wire.ResponseDigest}
     */
    public Map<String, Object> arriveLate(HeldRequest held) throws InterruptedException, Fault.NotFiredException {
        Map<String, Object> answer = Await.answerTo(held);
        held.deliverResponse();
        return answer;
    }

    /**
     * Waits until the first instance has found its place: it has ended by itself, as a static member that is fenced
     * does, or it has joined its group again, as a dynamic one does.
     *
     * @return what it did, in words
     */
    public String awaitFirstSettled() throws Fault.NotFiredException {
        Await.until(
                testbed,
                "the first instance to end, or to join again",
                () -> !testbed.pipeline().isUp() || assignedToFirst.count() > 0);
        return testbed.pipeline().isUp() ? "joined again" : "ended";
    }

    /** The facts about it for a proof. */
    public ReplacementFacts facts() {
        return new ReplacementFacts(instance.process(), instance.instanceId(), Optional.ofNullable(transactionalId));
    }

    /**
     * Facts of a proof.
     *
     * @param replacement its name in the history
     */
    public record ReplacementFacts(String replacement, String instanceId, Optional<String> transactionalId) {}
}
