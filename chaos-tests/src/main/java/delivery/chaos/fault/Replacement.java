package delivery.chaos.fault;

import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.ResponseDigest;
import delivery.chaos.testbed.Instance;
import delivery.chaos.testbed.Testbed;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Another instance of the pipeline, started while the first is in the middle of something. */
record Replacement(Testbed testbed, Instance instance, int assignmentsBefore) {
    private static final Duration TAKEOVER_DEADLINE = Duration.ofSeconds(45);
    private static final Duration RESPONSE_DEADLINE = Duration.ofSeconds(20);
    private static final Duration END_DEADLINE = Duration.ofSeconds(45);

    /**
     * Starts it.
     *
     * @param instanceId that of the first, which is fenced then, or another one
     */
    static Replacement start(Testbed testbed, String instanceId) throws IOException {
        int assignmentsBefore = testbed.traffic().assignments();
        Instance instance = testbed.instances().another(instanceId);
        instance.pipeline().start();
        return new Replacement(testbed, instance, assignmentsBefore);
    }

    /** Waits until the group coordinator has assigned it partitions. */
    void awaitAssigned() throws Fault.NotFiredException {
        try {
            Awaitility.await("partitions to be assigned to " + instance.process())
                    .atMost(TAKEOVER_DEADLINE)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> testbed.traffic().assignments() > assignmentsBefore);
        } catch (ConditionTimeoutException none) {
            throw new Fault.NotFiredException(none.getMessage(), none);
        }
    }

    /** Waits until effects have been acknowledged that were sent after a moment: the first instance stands still. */
    void awaitEffectsAfter(long atMs) throws Fault.NotFiredException {
        try {
            Awaitility.await("effects of " + instance.process())
                    .atMost(TAKEOVER_DEADLINE)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> testbed.traffic()
                            .firstAcknowledgementAfter(atMs, Set.of(), 0)
                            .isPresent());
        } catch (ConditionTimeoutException none) {
            throw new Fault.NotFiredException(none.getMessage(), none);
        }
    }

    /**
     * Lets a request of the first instance, which is paused, reach its broker; the answer waits for it to wake up.
     *
     * @return the answer, as in {@link ResponseDigest}
     */
    Map<String, Object> arriveLate(HeldRequest held) throws InterruptedException, Fault.NotFiredException {
        held.releaseWithholdingResponse();
        try {
            Map<String, Object> answer = ResponseDigest.of(
                    held.awaitResponseWithheld(RESPONSE_DEADLINE),
                    testbed.link().tap().topicNames());
            held.deliverResponse();
            return answer;
        } catch (TimeoutException none) {
            throw new Fault.NotFiredException("the broker did not answer " + held.request(), none);
        }
    }

    /** Waits until the first instance has ended by itself, as one that is fenced does. */
    void awaitEndOfFirst() throws Fault.NotFiredException {
        try {
            Awaitility.await("the first instance to end, fenced")
                    .atMost(END_DEADLINE)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> !testbed.pipeline().isUp());
        } catch (ConditionTimeoutException lives) {
            throw new Fault.NotFiredException(lives.getMessage(), lives);
        }
    }

    /** The facts about it for a proof. */
    Map<String, Object> proof() {
        Map<String, Object> proof = new LinkedHashMap<>();
        proof.put("replacement", instance.process());
        proof.put("instanceId", instance.instanceId());
        return proof;
    }
}
