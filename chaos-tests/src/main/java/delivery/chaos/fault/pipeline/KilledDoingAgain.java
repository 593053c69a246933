package delivery.chaos.fault.pipeline;

import delivery.chaos.fault.Await;
import delivery.chaos.fault.Fault;
import delivery.chaos.fault.Proof;
import delivery.chaos.fault.Quiescence;
import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.testbed.InputEvents;
import delivery.chaos.testbed.Testbed;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * SIGKILL to a pipeline when it does again what had failed, after a cycle of other partitions: what it remembers of the
 * failed batch is committed by then, and so is what it sends again and does not wait for. Who passes the failed events
 * over is not killed.
 */
public final class KilledDoingAgain {
    /** For so long at most the failed events are not read again: nothing else may be left to do. */
    private static final Duration READ_LATER = Duration.ofSeconds(3);

    private static final Duration LOOK = Duration.ofMillis(10);

    private final Testbed testbed;
    /** By input partition, the offset of the last event that failed. */
    private final Map<Integer, Long> lastFailing = new TreeMap<>();

    private final Hold sentAgain;
    private final Hold readAgain;
    private HeldRequest sent;
    private HeldRequest read;
    private boolean readOn;

    /** To be made before the effects of these events fail: a pipeline may send them again at once. */
    public KilledDoingAgain(Testbed testbed, Set<String> failing) {
        this.testbed = testbed;
        failing.stream()
                .map(testbed.events()::position)
                .filter(Objects::nonNull)
                .forEach(at -> lastFailing.merge(at.partition(), at.offset(), Math::max));
        this.sentAgain = testbed.link()
                .tap()
                .hold(request -> testbed.requests().eventIds(request).stream().anyMatch(failing::contains));
        this.readAgain = testbed.link()
                .tap()
                .hold(request -> lastFailing.entrySet().stream()
                        .anyMatch(last -> testbed.requests().fetchesFrom(request, last.getKey(), last.getValue())));
    }

    /** Whether it is at it. */
    public boolean isReached() throws InterruptedException {
        if (sent == null) {
            sent = caught(sentAgain);
        }
        return sent != null;
    }

    private static HeldRequest caught(Hold trap) throws InterruptedException {
        try {
            return trap.await(LOOK);
        } catch (TimeoutException notYet) {
            return null;
        }
    }

    private record DoneAgain(boolean othersCommitted) implements Proof {
        @Override
        public String sentence() {
            return "it did again what had failed, with offsets of other partitions "
                    + (othersCommitted ? "committed in between" : "as they were");
        }
    }

    /**
     * Waits for it, kills the pipeline and starts it again.
     *
     * @return the firing; empty if the pipeline has passed these events over
     * @throws Fault.NotFiredException if it does neither
     */
    public Optional<Fault.Firing> strike()
            throws IOException, InterruptedException, ExecutionException, Fault.NotFiredException {
        Map<Integer, Long> committed = testbed.committedOffsets();
        Set<String> before = testbed.traffic().sent();
        Await.until(testbed, "the pipeline to do again what failed, or to pass it over", () -> {
            readOnWhen(committed);
            return isReached() || hasPassed(before);
        });
        if (!isReached()) {
            testbed.cancelHolds();
            return Optional.empty();
        }
        Quiescence.await(testbed, sent);
        Set<String> about = testbed.requests().eventIds(sent.request());
        Fault.Firing firing = KillAtRequest.strike(testbed, sent, about, new DoneAgain(othersCommitted(committed)));
        testbed.cancelHolds();
        testbed.pipeline().start();
        return Optional.of(firing);
    }

    /** Lets the failed events be read again once others are committed. */
    private void readOnWhen(Map<Integer, Long> committed) throws InterruptedException, ExecutionException {
        if (read == null) {
            read = caught(readAgain);
        }
        if (read != null && !readOn && (othersCommitted(committed) || read.age().compareTo(READ_LATER) > 0)) {
            read.passOn();
            readOn = true;
        }
    }

    private boolean othersCommitted(Map<Integer, Long> before) throws InterruptedException, ExecutionException {
        return testbed.committedOffsets().entrySet().stream()
                .anyMatch(now -> !lastFailing.containsKey(now.getKey())
                        && now.getValue() > before.getOrDefault(now.getKey(), 0L));
    }

    /**
     * Whether the failed events are committed, and effects of later ones of their partitions sent since; or those of
     * all events. What was sent with the failed ones says nothing: it may come to the broker after them.
     */
    private boolean hasPassed(Set<String> before) throws InterruptedException, ExecutionException {
        Set<String> sentByNow = testbed.traffic().sent();
        boolean goesOn = sentByNow.stream().anyMatch(id -> !before.contains(id) && isAfterFailing(id));
        return sentByNow.size() == testbed.events().number() || goesOn && isCommitted();
    }

    private boolean isCommitted() throws InterruptedException, ExecutionException {
        Map<Integer, Long> committed = testbed.committedOffsets();
        return lastFailing.entrySet().stream()
                .allMatch(last -> committed.getOrDefault(last.getKey(), 0L) > last.getValue());
    }

    private boolean isAfterFailing(String id) {
        InputEvents.Position at = testbed.events().position(id);
        return at != null && at.offset() > lastFailing.getOrDefault(at.partition(), Long.MAX_VALUE);
    }
}
