package delivery.chaos.cost;

import delivery.chaos.report.blast.BlastSetting;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/** The moments of the strikes under one setting: drawn from a seed, over more than a commit interval. */
final class RandomMoments {
    private static final Duration LEAST = Duration.ofMillis(400);
    /** A pipeline that has just caught up may still work on the last large poll: at-most-once commits before it does. */
    private static final Duration SETTLING = Duration.ofMillis(800);

    private final SplittableRandom random;
    private final long withinNanos;

    RandomMoments(long seed, BlastSetting setting) {
        random = new SplittableRandom(seed + setting.id().hashCode());
        withinNanos = Math.max(
                LEAST.toNanos(),
                Duration.ofMillis(2L * setting.commitIntervalMs()).toNanos());
    }

    /** Returns at the next moment, counted from now: the time is the draw, and nothing is waited for. */
    void await() {
        long atNanos = System.nanoTime() + SETTLING.toNanos() + random.nextLong(withinNanos);
        for (long now = System.nanoTime(); now < atNanos; now = System.nanoTime()) {
            LockSupport.parkNanos(atNanos - now);
        }
    }

    int next(int bound) {
        return random.nextInt(bound);
    }
}
