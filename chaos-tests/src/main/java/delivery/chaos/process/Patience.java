package delivery.chaos.process;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/**
 * Waits for something as long as there is progress on the way. A deadline for the whole would measure the machine; time
 * without progress tells that nothing will come. Time in which this JVM itself stood still does not count.
 */
public final class Patience {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);
    private static final long LONGEST_LOOK_AWAY_NANOS = Duration.ofSeconds(1).toNanos();

    private final long withoutProgressNanos;
    private final Callable<?> progress;
    private Object seen;
    private long lookedNanos = System.nanoTime();
    private long stillNanos;
    private boolean came;

    /** @param progress anything that is another thing as long as there is progress */
    public Patience(Duration withoutProgress, Callable<?> progress) {
        this.withoutProgressNanos = withoutProgress.toNanos();
        this.progress = progress;
    }

    /**
     * Waits.
     *
     * @return whether it came; false after so long a time without progress
     */
    public boolean await(Callable<Boolean> condition) {
        return await(POLL_INTERVAL, condition);
    }

    /** Waits, and looks so often. */
    public boolean await(Duration pollInterval, Callable<Boolean> condition) {
        Awaitility.await()
                .forever()
                .pollDelay(Duration.ZERO)
                .pollInterval(pollInterval)
                .until(() -> {
                    came = condition.call();
                    return came || isExhausted();
                });
        return came;
    }

    private boolean isExhausted() throws Exception {
        Object now = progress.call();
        long nowNanos = System.nanoTime();
        stillNanos =
                Objects.equals(now, seen) ? stillNanos + Math.min(nowNanos - lookedNanos, LONGEST_LOOK_AWAY_NANOS) : 0;
        seen = now;
        lookedNanos = nowNanos;
        return stillNanos > withoutProgressNanos;
    }
}
