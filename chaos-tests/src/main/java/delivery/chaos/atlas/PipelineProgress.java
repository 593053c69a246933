package delivery.chaos.atlas;

import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.process.Patience;
import delivery.chaos.testbed.Testbed;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/** Waits for a pipeline to get somewhere, for as long as it gets on. */
record PipelineProgress(Testbed testbed, StepTrace trace) {
    private static final Duration WITHOUT_PROGRESS = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(40);

    /** Until so many events are committed, their effects acknowledged, and nothing is under way. */
    void awaitQuietAfter(long events) {
        await(
                "the pipeline to be done with " + events + " events",
                () -> trace.isQuietAfter(events) && committed() >= events);
    }

    /** Until so many events stand in the input. */
    void awaitWritten(long events) {
        await(
                "the first " + events + " events to be written",
                () -> testbed.feed().written() >= events);
    }

    /**
     * Until a request is held.
     *
     * @throws TimeoutException if none comes, and the pipeline gets nowhere else either
     */
    HeldRequest awaitCaught(Hold trap) throws TimeoutException {
        AtomicReference<HeldRequest> caught = new AtomicReference<>();
        if (!patience().await(() -> isCaught(trap, caught))) {
            throw new TimeoutException(
                    "no such request came, and for " + WITHOUT_PROGRESS + " nothing else came about");
        }
        return caught.get();
    }

    private static boolean isCaught(Hold trap, AtomicReference<HeldRequest> caught) throws InterruptedException {
        try {
            caught.set(trap.await(LOOK));
            return true;
        } catch (TimeoutException notYet) {
            return false;
        }
    }

    /**
     * Until something is so.
     *
     * @throws IllegalStateException if it does not come about, and nothing else does either
     */
    void await(String what, Callable<Boolean> reached) {
        if (!patience().await(reached)) {
            throw new IllegalStateException(
                    "waited for " + what + ", and for " + WITHOUT_PROGRESS + " nothing else came about");
        }
    }

    /**
     * Events written, effects sent, partitions assigned, offsets committed: what a pipeline that only waits adds
     * nothing to.
     */
    private Patience patience() {
        return new Patience(
                WITHOUT_PROGRESS,
                () -> List.of(testbed.feed().written(), testbed.traffic().progress(), testbed.committedOffsets()));
    }

    /** Events below the committed offsets. */
    long committed() throws Exception {
        return testbed.committedOffsets().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }
}
