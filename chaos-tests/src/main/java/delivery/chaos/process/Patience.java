package delivery.chaos.process;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.DoubleSupplier;
import org.awaitility.Awaitility;

/**
 * Waits for something as long as there is progress on the way. A deadline for the whole would measure the machine; time
 * without progress tells that nothing will come. Time in which this JVM itself stood still does not count, and on a
 * machine under load all of it counts for less, as {@link MachineLoad} says: what is waited for has less of it, too.
 */
public final class Patience {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);
    private static final long LONGEST_LOOK_AWAY_NANOS = Duration.ofSeconds(1).toNanos();

    private final long withoutProgressNanos;
    private final Callable<?> progress;
    private final DoubleSupplier slowdown;
    private Object seen;
    private long lookedNanos = System.nanoTime();
    private double stillNanos;
    private boolean came;

    /** @param progress anything that is another thing as long as there is progress */
    public Patience(Duration withoutProgress, Callable<?> progress) {
        this(withoutProgress, progress, MachineLoad::slowdown);
    }

    Patience(Duration withoutProgress, Callable<?> progress, DoubleSupplier slowdown) {
        this.withoutProgressNanos = withoutProgress.toNanos();
        this.progress = progress;
        this.slowdown = slowdown;
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
        double lookedAwayNanos = Math.min(nowNanos - lookedNanos, LONGEST_LOOK_AWAY_NANOS);
        stillNanos = Objects.equals(now, seen) ? stillNanos + lookedAwayNanos / slowdown.getAsDouble() : 0;
        seen = now;
        lookedNanos = nowNanos;
        return stillNanos > withoutProgressNanos;
    }
}
