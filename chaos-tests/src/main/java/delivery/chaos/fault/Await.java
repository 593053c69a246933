package delivery.chaos.fault;

import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.network.wire.TappedRequest;
import delivery.chaos.network.wire.WireTap;
import delivery.chaos.process.ChildProcess;
import delivery.chaos.process.MachineLoad;
import delivery.chaos.process.Patience;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.Testbed;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** Waits for what a pipeline is to do, for as long as it gets on: a slow machine is no reason to give up. */
public final class Await {
    /** The wait ends after this time without a new event and without an assignment of partitions. */
    private static final Duration WITHOUT_PROGRESS = Duration.ofSeconds(45);

    private static final Duration LOOK = Duration.ofMillis(10);
    private static final Duration RESPONSE_DEADLINE = Duration.ofSeconds(20);

    private Await() {}

    /**
     * Sets a trap, starts the pipeline, and waits for the request that the aim is at.
     *
     * @throws Fault.NotFiredException if none comes
     */
    public static HeldRequest start(Testbed testbed, Aim aim) throws IOException, Fault.NotFiredException {
        return start(testbed, testbed.hold(aim), aim.step());
    }

    /**
     * Starts the pipeline, and waits for what a trap catches that is set already.
     *
     * @throws Fault.NotFiredException if it catches nothing
     */
    public static HeldRequest start(Testbed testbed, Hold trap, Aim.Step step)
            throws IOException, Fault.NotFiredException {
        testbed.pipeline().start();
        return caught(testbed, trap, step);
    }

    /**
     * Waits for a trap to catch a request.
     *
     * @throws Fault.NotFiredException if it catches none
     */
    public static HeldRequest caught(Testbed testbed, Hold trap, Aim.Step step) throws Fault.NotFiredException {
        AtomicReference<HeldRequest> caught = new AtomicReference<>();
        until(testbed, "a request to strike at, " + step.label(), () -> {
            look(trap).ifPresent(caught::set);
            return caught.get() != null;
        });
        return caught.get();
    }

    /**
     * Waits for the first of several traps to catch a request.
     *
     * @param traps by whose they are
     * @return whose it was, and what it caught
     * @throws Fault.NotFiredException if none does
     */
    public static <T> Map.Entry<T, HeldRequest> firstCaught(Testbed testbed, Map<T, Hold> traps, Aim.Step step)
            throws Fault.NotFiredException {
        AtomicReference<Map.Entry<T, HeldRequest>> caught = new AtomicReference<>();
        until(testbed, "a request of any instance to strike at, " + step.label(), () -> {
            for (Map.Entry<T, Hold> trap : traps.entrySet()) {
                look(trap.getValue()).ifPresent(held -> caught.set(Map.entry(trap.getKey(), held)));
            }
            return caught.get() != null;
        });
        return caught.get();
    }

    /**
     * Waits for a trap to catch a request, or for something else to be so first.
     *
     * @return what it caught; empty if the other was so
     * @throws Fault.NotFiredException if neither comes to be
     */
    public static Optional<HeldRequest> caughtUnless(
            Testbed testbed, Hold trap, String what, Callable<Boolean> otherwise) throws Fault.NotFiredException {
        AtomicReference<HeldRequest> caught = new AtomicReference<>();
        until(testbed, what, () -> {
            if (otherwise.call()) {
                return true;
            }
            look(trap).ifPresent(caught::set);
            return caught.get() != null;
        });
        return Optional.ofNullable(caught.get());
    }

    private static Optional<HeldRequest> look(Hold trap) throws InterruptedException {
        try {
            return Optional.of(trap.await(LOOK));
        } catch (TimeoutException notYet) {
            return Optional.empty();
        }
    }

    /**
     * Waits until something is so.
     *
     * @throws Fault.NotFiredException if it does not come to be
     */
    public static void until(Testbed testbed, String what, Callable<Boolean> reached) throws Fault.NotFiredException {
        until(testbed, what, LOOK, reached);
    }

    /** The same, looked at so often. */
    static void until(Testbed testbed, String what, Duration look, Callable<Boolean> reached)
            throws Fault.NotFiredException {
        Duration patience = testbed.ownTimeouts().patience(WITHOUT_PROGRESS);
        if (!new Patience(patience, testbed.traffic()::progress).await(look, reached)) {
            throw new Fault.NotFiredException("waited for " + what + ", and the pipeline has come to nothing new for "
                    + patience + "; " + standstill(testbed));
        }
    }

    /** What tells a pipeline that waits from one that has ended, and both from a link or a broker that says nothing. */
    private static String standstill(Testbed testbed) {
        Optional<ChildProcess> process = testbed.pipeline().process();
        return testbed.traffic().lastRequest() + "; unanswered: "
                + testbed.link().tap().pending() + "; process: "
                + process.map(ChildProcess::standing).orElse("none") + "; " + MachineLoad.inWords();
    }

    /**
     * Loses every request of a kind until something is so: none of them is forwarded, and the connection that it came
     * on ends.
     *
     * @return how many were lost
     * @throws Fault.NotFiredException if it does not come to be
     */
    public static int loseAllUntil(
            Testbed testbed, Predicate<TappedRequest> kind, String what, Callable<Boolean> reached)
            throws Fault.NotFiredException {
        return loseAllUntil(testbed, testbed.link().tap().hold(kind), kind, what, reached);
    }

    /**
     * The same, with the trap for the first of them already set.
     *
     * @throws Fault.NotFiredException if it does not come to be
     */
    public static int loseAllUntil(
            Testbed testbed, Hold first, Predicate<TappedRequest> kind, String what, Callable<Boolean> reached)
            throws Fault.NotFiredException {
        WireTap tap = testbed.link().tap();
        AtomicReference<Hold> trap = new AtomicReference<>(first);
        AtomicInteger lost = new AtomicInteger();
        until(testbed, what, () -> {
            look(trap.get()).ifPresent(held -> {
                trap.set(tap.hold(kind));
                held.discard();
                lost.incrementAndGet();
            });
            return reached.call();
        });
        return lost.get();
    }

    /**
     * Lets a held request reach its broker, and keeps the answer back.
     *
     * @return what the answer says, as in {@link delivery.chaos.network.wire.ResponseDigest}
     * @throws Fault.NotFiredException if there is none
     */
    public static Map<String, Object> answerTo(HeldRequest held) throws InterruptedException, Fault.NotFiredException {
        held.releaseWithholdingResponse();
        try {
            return held.awaitResponseWithheld(MachineLoad.scaled(RESPONSE_DEADLINE));
        } catch (TimeoutException none) {
            throw new Fault.NotFiredException("the broker did not answer " + held.request(), none);
        }
    }
}
