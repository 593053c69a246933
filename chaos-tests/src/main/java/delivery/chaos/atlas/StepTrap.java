package delivery.chaos.atlas;

import delivery.chaos.fault.Fault;
import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.process.MachineLoad;
import delivery.chaos.testbed.SentEffects;
import delivery.chaos.testbed.Testbed;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/**
 * Brings a pipeline to the request of a step that is to be struck, and holds it there.
 *
 * @param sent effects of that pipeline so far
 */
record StepTrap(CycleStep step, Testbed testbed, StepTrace trace, SentEffects sent) {
    /** For one answer of a broker: nothing else can come about meanwhile. */
    static final Duration RESPONSE_DEADLINE = Duration.ofSeconds(60);

    /** The trap for a pipeline that has not been started yet, and whose steps are traced from now on. */
    static StepTrap of(CycleStep step, Testbed testbed) {
        StepTrace trace = new StepTrace(testbed, Size.BATCH_EVENTS);
        testbed.link().tap().tell(trace);
        return new StepTrap(step, testbed, trace, SentEffects.ofFirst(testbed));
    }

    /** Starts the pipeline and holds the request. Throws if none comes. */
    HeldRequest await() throws IOException, InterruptedException, TimeoutException {
        switch (step.phase()) {
            case START_UP, CYCLE -> {
                Hold trap = arm();
                testbed.pipeline().start();
                return caught(trap);
            }
            case BESIDE -> {
                testbed.feed().pauseBefore(Size.BEFORE_STRUCK);
                testbed.pipeline().start();
                progress().awaitQuietAfter(Size.BEFORE_STRUCK);
                return caught(arm());
            }
            case SHUT_DOWN -> {
                testbed.feed().pauseBefore(Size.WITH_STRUCK);
                testbed.pipeline().start();
                progress().awaitQuietAfter(Size.WITH_STRUCK);
                Hold trap = arm();
                testbed.pipeline().requestStop();
                return caught(trap);
            }
        }
        throw new IllegalStateException("no such phase: " + step.phase());
    }

    /** Waits for the pipeline. */
    PipelineProgress progress() {
        return new PipelineProgress(testbed, trace);
    }

    /** A trap for the next request of this step: in a cycle, of the struck batch's. */
    Hold arm() {
        if (step.phase() == Phase.CYCLE) {
            return arm(step.name(), Size.STRUCK_BATCH);
        }
        return testbed.link().tap().hold(request -> trace.of(request).step().equals(step.name()));
    }

    /** A trap for the next request of any step of a batch. */
    Hold arm(String stepName, int batch) {
        return testbed.link().tap().hold(request -> {
            StepTrace.Seen seen = trace.of(request);
            return seen.step().equals(stepName) && seen.batch() == batch;
        });
    }

    /** A Fetch is sent before there is anything to fetch; it is struck when there is. */
    HeldRequest caught(Hold trap) throws InterruptedException, TimeoutException {
        HeldRequest held = progress().awaitCaught(trap);
        if (step.phase() == Phase.CYCLE) {
            progress().awaitWritten(Size.WITH_STRUCK);
        }
        held.awaitEarlierResponses(RESPONSE_DEADLINE);
        return held;
    }

    /**
     * Has the broker carry out a held request and keeps its answer back. One that was refused (the transaction before
     * is being completed, the leader has changed) is told so, for it may be refused for good, and the next one is held.
     *
     * @param proof is told of those that were refused
     * @return the request that was carried out
     */
    HeldRequest carriedOut(HeldRequest first, Map<String, Object> proof) throws InterruptedException, TimeoutException {
        int refused = 0;
        HeldRequest held = first;
        held.releaseWithholdingResponse();
        held.awaitResponseWithheld(MachineLoad.scaled(RESPONSE_DEADLINE));
        while (!trace.of(held.request()).isDone()) {
            refused++;
            Hold next = arm();
            held.deliverResponse();
            held = caught(next);
            held.releaseWithholdingResponse();
            held.awaitResponseWithheld(MachineLoad.scaled(RESPONSE_DEADLINE));
        }
        if (refused > 0) {
            proof.put("refusedBefore", refused);
        }
        return held;
    }

    /** What to throw when it does not come; what is left to do is done all the same, so that the history shows more. */
    Fault.NotFiredException never(TimeoutException why) {
        testbed.feed().goOn();
        return new Fault.NotFiredException(step.title() + " did not come to be struck: " + why.getMessage(), why);
    }
}
