package delivery.chaos.fault;

import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.testbed.Testbed;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Waits for what a pipeline is to do, for as long as it gets on: a slow machine is no reason to give up. */
final class Patience {
    /** So long without a new event and without an assignment of partitions, and nothing more is waited for. */
    private static final Duration IDLE_MAX = Duration.ofSeconds(45);

    private static final Duration LOOK_INTERVAL = Duration.ofMillis(250);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(10);

    private Patience() {}

    /** Waits for something within a time, or throws. */
    @FunctionalInterface
    private interface Wait<T> {
        T within(Duration time) throws InterruptedException, TimeoutException;
    }

    /**
     * Waits for a trap to catch a request.
     *
     * @throws Fault.NotFiredException if it catches none
     */
    static HeldRequest caught(Testbed testbed, Hold trap, String what)
            throws InterruptedException, Fault.NotFiredException {
        return await(testbed, "a " + what + " to strike at", trap::await);
    }

    /**
     * Waits until something is so.
     *
     * @throws Fault.NotFiredException if it does not come to be
     */
    static void until(Testbed testbed, String what, Callable<Boolean> reached)
            throws InterruptedException, Fault.NotFiredException {
        until(testbed, what, POLL_INTERVAL, reached);
    }

    /** The same, for what takes a while to look at. */
    static void until(Testbed testbed, String what, Duration pollInterval, Callable<Boolean> reached)
            throws InterruptedException, Fault.NotFiredException {
        await(testbed, what, time -> {
            try {
                Awaitility.await(what).atMost(time).pollInterval(pollInterval).until(reached);
                return true;
            } catch (ConditionTimeoutException notYet) {
                throw new TimeoutException(notYet.getMessage());
            }
        });
    }

    private static <T> T await(Testbed testbed, String what, Wait<T> wait)
            throws InterruptedException, Fault.NotFiredException {
        long progress = testbed.traffic().progress();
        long sinceMs = testbed.clock().elapsedMs();
        while (true) {
            try {
                return wait.within(LOOK_INTERVAL);
            } catch (TimeoutException notYet) {
                long now = testbed.traffic().progress();
                if (now != progress) {
                    progress = now;
                    sinceMs = testbed.clock().elapsedMs();
                } else if (testbed.clock().elapsedMs() - sinceMs > IDLE_MAX.toMillis()) {
                    throw new Fault.NotFiredException(
                            "waited for " + what + ", and the pipeline has come to nothing new for " + IDLE_MAX,
                            notYet);
                }
            }
        }
    }
}
