package delivery.chaos.atlas;

import delivery.chaos.testbed.Testbed;
import java.time.Duration;
import org.awaitility.Awaitility;

/** Waits for a pipeline to get somewhere. */
record Progress(Testbed testbed, StepTrace trace) {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(40);

    /** Until so many events are committed, their effects acknowledged, and nothing is under way. */
    void awaitQuietAfter(long events) {
        Awaitility.await("the pipeline to be done with " + events + " events")
                .atMost(DEADLINE)
                .pollInterval(POLL_INTERVAL)
                .until(() -> trace.isQuietAfter(events) && committed() >= events);
    }

    /** Until so many events stand in the input. */
    void awaitWritten(long events) {
        Awaitility.await("the first " + events + " events to be written")
                .atMost(DEADLINE)
                .pollInterval(POLL_INTERVAL)
                .until(() -> testbed.feed().written() >= events);
    }

    /** Until some time has passed on the scenario's clock. */
    void awaitPassed(Duration time) {
        long fromMs = testbed.clock().elapsedMs();
        Awaitility.await("the clock")
                .atMost(DEADLINE)
                .pollInterval(POLL_INTERVAL)
                .until(() -> testbed.clock().elapsedMs() - fromMs >= time.toMillis());
    }

    private long committed() throws Exception {
        return testbed.committedOffsets().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }
}
