package delivery.chaos.fault;

import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.TapListener;
import delivery.chaos.network.wire.TappedRequest;
import delivery.chaos.process.ChildProcess;
import delivery.chaos.testbed.Instance;
import delivery.chaos.testbed.RequestReader;
import delivery.chaos.testbed.Testbed;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * That an instance of a pipeline has done all that it does while a request of it goes unanswered. Whoever does
 * not wait for the answer goes on to the next step, which is then done and this one is not; whoever waits for it
 * sleeps. Neither depends on how fast the machine is: a thread that would go on and gets no processor does not sleep.
 */
public final class Quiescence implements TapListener {
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(20);

    /** Looks that must find it waiting. */
    private static final int LOOKS_WAITING = 3;

    /**
     * A thread that has gone to sleep so often, and no step came of it, wakes up by the clock only to sleep on, as
     * Heartbeats do: on a busy machine it is found waiting for a processor all the time.
     */
    private static final int SLEEPS_OF_A_BEAT = 5;

    /**
     * Least time between the first of these looks and the last. A step that a program takes by the clock, nothing can
     * tell from waiting; this is longer than the 100 ms after which Streams commits.
     */
    private static final Duration WAITING_MIN = Duration.ofMillis(200);

    /**
     * Requests that a waiting program goes on with: heartbeats, and questions that are answered when there is
     * something to tell.
     */
    private static final Set<ApiKeys> OF_THE_WAITING = EnumSet.of(
            ApiKeys.FETCH,
            ApiKeys.HEARTBEAT,
            ApiKeys.CONSUMER_GROUP_HEARTBEAT,
            ApiKeys.STREAMS_GROUP_HEARTBEAT,
            ApiKeys.METADATA);

    /** A program that polls without a pause never falls asleep. After this much processor time it has had its turn. */
    private static final Duration CPU_TIME_MAX = Duration.ofSeconds(1);

    /** What an observer outside a program can tell of it. */
    interface ObservedProgram {
        /** Whether a request of its own is under way whose answer would wake it. */
        boolean isOwedAnAnswer();

        /** How often each thread that does not sleep has gone to sleep by itself, by thread id. */
        Map<Long, Long> awake() throws InterruptedException;

        /** The processor time that it has used. */
        Duration cpuTime() throws InterruptedException;
    }

    private final ObservedProgram program;
    private final RequestReader requests;
    private final TappedRequest held;
    private final Set<TappedRequest> nextSteps = ConcurrentHashMap.newKeySet();
    private final Duration cpuTimeBefore;
    private final LongSupplier nanos;
    private final AtomicLong steps = new AtomicLong();
    /** How often each thread found awake since the last step had slept when first seen, by thread id. */
    private final Map<Long, Long> sleepsBefore = new HashMap<>();

    private volatile boolean ahead;
    private long stepsSeen;
    private int looksWaiting;
    private long waitingSinceNanos;

    /** @param held what gets no answer */
    Quiescence(ObservedProgram program, RequestReader requests, TappedRequest held, LongSupplier nanos)
            throws InterruptedException {
        this.program = program;
        this.requests = requests;
        this.held = held;
        this.nanos = nanos;
        this.cpuTimeBefore = program.cpuTime();
    }

    /**
     * Waits for it.
     *
     * @param held what gets no answer
     * @throws Fault.NotFiredException if the pipeline neither goes on nor falls asleep
     */
    public static void await(Testbed testbed, HeldRequest held) throws InterruptedException, Fault.NotFiredException {
        await(testbed, testbed.instances().first(), held);
    }

    /** Waits for it in the instance whose request is held. */
    public static void await(Testbed testbed, Instance instance, HeldRequest held)
            throws InterruptedException, Fault.NotFiredException {
        Quiescence quiescence =
                new Quiescence(new Observed(instance), testbed.requests(), held.request(), System::nanoTime);
        instance.link().tap().tell(quiescence);
        Await.until(
                testbed,
                "the pipeline to have done what it does without an answer to " + held.request(),
                LOOK_INTERVAL,
                quiescence::isReached);
    }

    /** Whether it is. To be asked again and again. */
    boolean isReached() throws InterruptedException {
        return ahead
                || isWaitingForLong()
                || program.cpuTime().minus(cpuTimeBefore).compareTo(CPU_TIME_MAX) > 0;
    }

    private boolean isWaitingForLong() throws InterruptedException {
        long stepsNow = steps.get();
        if (stepsNow != stepsSeen) {
            stepsSeen = stepsNow;
            looksWaiting = 0;
            sleepsBefore.clear();
        }
        if (!isWaiting()) {
            return false;
        }
        long now = nanos.getAsLong();
        waitingSinceNanos = looksWaiting == 0 ? now : waitingSinceNanos;
        looksWaiting++;
        return looksWaiting >= LOOKS_WAITING && now - waitingSinceNanos >= WAITING_MIN.toNanos();
    }

    /**
     * Whether every thread sleeps, or does nothing but sleep again and again; and no answer is on its way that would
     * wake one.
     */
    private boolean isWaiting() throws InterruptedException {
        Map<Long, Long> awake = program.awake();
        awake.forEach(sleepsBefore::putIfAbsent);
        return !program.isOwedAnAnswer()
                && awake.entrySet().stream()
                        .allMatch(thread -> thread.getValue() - sleepsBefore.get(thread.getKey()) >= SLEEPS_OF_A_BEAT);
    }

    @Override
    public void onRequest(TappedRequest request) {
        if (!OF_THE_WAITING.contains(request.apiKey())) {
            steps.incrementAndGet();
        }
        if (isNextStep(request)) {
            nextSteps.add(request);
        }
    }

    @Override
    public void onResponse(TappedRequest request, ResponseBody body) {
        if (nextSteps.remove(request)) {
            ahead = true;
        }
    }

    /** Effects and offsets of one transaction may be sent side by side; what ends a cycle comes after all of it. */
    private boolean isNextStep(TappedRequest request) {
        boolean endsCycle = requests.isEndTxn(request) || isCommitOutsideTransaction(request);
        return endsCycle
                || isCommitOutsideTransaction(held)
                        && !requests.effects(request).isEmpty();
    }

    private boolean isCommitOutsideTransaction(TappedRequest request) {
        return request.apiKey() == ApiKeys.OFFSET_COMMIT
                && !requests.offsetsToCommit(request).isEmpty();
    }

    /** The process of an instance, and what crosses its tap. */
    private record Observed(Instance instance) implements ObservedProgram {
        @Override
        public boolean isOwedAnAnswer() {
            return instance.link().tap().pending().stream()
                    .anyMatch(request -> !OF_THE_WAITING.contains(request.apiKey()));
        }

        @Override
        public Map<Long, Long> awake() throws InterruptedException {
            Optional<ChildProcess> process = instance.pipeline().process();
            return process.isEmpty() ? Map.of() : process.get().awake();
        }

        @Override
        public Duration cpuTime() throws InterruptedException {
            Optional<ChildProcess> process = instance.pipeline().process();
            return process.isEmpty() ? Duration.ZERO : process.get().familyCpuTime();
        }
    }
}
