package delivery.chaos.fault;

import delivery.chaos.network.wire.Assignments;
import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.ResponseDigest;
import delivery.chaos.network.wire.TapListener;
import delivery.chaos.network.wire.TappedRequest;
import delivery.chaos.network.wire.TopicNames;
import delivery.chaos.testbed.Instance;
import delivery.chaos.testbed.Testbed;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.message.InitProducerIdRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Another instance of the pipeline, started while the first is in the middle of something. */
final class Replacement implements TapListener {
    private static final Duration TAKEOVER_DEADLINE = Duration.ofSeconds(45);
    private static final Duration RESPONSE_DEADLINE = Duration.ofSeconds(20);
    private static final Duration END_DEADLINE = Duration.ofSeconds(45);

    private final Testbed testbed;
    private final Instance instance;
    private final CountDownLatch assigned = new CountDownLatch(1);
    private final CountDownLatch produced = new CountDownLatch(1);
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
    public void onResponse(TappedRequest request, ResponseBody body) {
        boolean carriesEffects = !testbed.traffic().effects(request).isEmpty();
        if (Assignments.isAssignment(request, body)) {
            assigned.countDown();
        } else if (carriesEffects && !ResponseDigest.isError(ResponseDigest.of(request, body, new TopicNames()))) {
            produced.countDown();
        }
    }

    /** Waits until the group coordinator has assigned it partitions. */
    void awaitAssigned() throws InterruptedException, Fault.NotFiredException {
        await(assigned, "partitions were not assigned to ");
    }

    /** Waits until effects of its own have been acknowledged. */
    void awaitEffects() throws InterruptedException, Fault.NotFiredException {
        await(produced, "no effects were acknowledged of ");
    }

    private void await(CountDownLatch latch, String otherwise) throws InterruptedException, Fault.NotFiredException {
        if (!latch.await(TAKEOVER_DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new Fault.NotFiredException(otherwise + instance.process() + " within " + TAKEOVER_DEADLINE);
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
            Map<String, Object> answer = held.awaitResponseWithheld(RESPONSE_DEADLINE);
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
        if (!transactionalId.isEmpty()) {
            proof.put("transactionalId", transactionalId);
        }
        return proof;
    }
}
