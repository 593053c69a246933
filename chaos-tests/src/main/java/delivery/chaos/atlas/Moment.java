package delivery.chaos.atlas;

import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.testbed.Testbed;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** Brings a pipeline to the request of a step that is to be struck, and holds it there. */
record Moment(Step step, Testbed testbed, StepTrace trace) {
    private static final Duration TRAP_DEADLINE = Duration.ofSeconds(45);

    /** Starts the pipeline and holds the request. Throws if none comes. */
    HeldRequest await() throws IOException, InterruptedException, TimeoutException {
        Progress progress = new Progress(testbed, trace);
        switch (step.phase()) {
            case START_UP, CYCLE -> {
                Hold trap = arm();
                testbed.pipeline().start();
                return caught(trap, progress);
            }
            case BESIDE -> {
                testbed.feed().pauseBefore(Size.BEFORE_STRUCK);
                testbed.pipeline().start();
                progress.awaitQuietAfter(Size.BEFORE_STRUCK);
                return caught(arm(), progress);
            }
            case SHUT_DOWN -> {
                testbed.feed().pauseBefore(Size.WITH_STRUCK);
                testbed.pipeline().start();
                progress.awaitQuietAfter(Size.WITH_STRUCK);
                Hold trap = arm();
                testbed.pipeline().requestStop();
                return caught(trap, progress);
            }
        }
        throw new IllegalStateException("no such phase: " + step.phase());
    }

    /** A trap for the next request of this step: in a cycle, of the struck batch's. */
    Hold arm() {
        return testbed.link().tap().hold(request -> {
            StepTrace.Seen seen = trace.of(request);
            return seen.step().equals(step.name())
                    && (step.phase() != Phase.CYCLE || seen.batch() == Size.STRUCK_BATCH);
        });
    }

    /** A Fetch is sent before there is anything to fetch; it is struck when there is. */
    HeldRequest caught(Hold trap, Progress progress) throws InterruptedException, TimeoutException {
        HeldRequest held;
        try {
            held = trap.await(TRAP_DEADLINE);
        } catch (TimeoutException none) {
            throw new TimeoutException("no such request came within " + TRAP_DEADLINE);
        }
        if (step.phase() == Phase.CYCLE) {
            progress.awaitWritten(Size.WITH_STRUCK);
        }
        held.awaitEarlierResponses(TRAP_DEADLINE);
        return held;
    }
}
