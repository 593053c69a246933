package delivery.chaos.fault;

import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.TapListener;
import delivery.chaos.network.wire.TappedRequest;
import delivery.chaos.process.ChildProcess;
import delivery.chaos.testbed.RequestReader;
import delivery.chaos.testbed.Testbed;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * That the first instance of a pipeline has done all that it does while a request of it goes unanswered. Whoever does not
 * wait for the answer goes on to the next step, which is then done and this one is not; whoever waits for it falls asleep.
 * Neither depends on how fast the machine is: a thread that would go on and gets no processor is not asleep.
 */
public final class Quiescence implements TapListener {
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(20);

    /** So many looks must find it asleep, and none of its threads in want of a processor. */
    private static final int LOOKS_ASLEEP = 3;

    /**
     * So long must lie between the first of them and the last. A step that a program takes by the clock, nothing can tell from
     * waiting; this is longer than the 100 ms after which Streams commits.
     */
    private static final Duration ASLEEP_MIN = Duration.ofMillis(200);

    /** What goes on in a program that waits: beats by the clock, and questions that are answered when there is something. */
    private static final Set<ApiKeys> OF_THE_WAITING = EnumSet.of(
            ApiKeys.FETCH,
            ApiKeys.HEARTBEAT,
            ApiKeys.CONSUMER_GROUP_HEARTBEAT,
            ApiKeys.STREAMS_GROUP_HEARTBEAT,
            ApiKeys.METADATA);

    /** A program that polls without a pause never falls asleep. With so much processor time it has had its turn. */
    private static final Duration CPU_TIME_MAX = Duration.ofSeconds(1);

    /** What can be told of a program from beside it. */
    interface Program {
        /** Whether all of it waits for something, and not for the answer to a request of its own that would wake it. */
        boolean isAsleep() throws InterruptedException;

        /** The processor time that it has used. */
        Duration cpuTime() throws InterruptedException;
    }

    private final Program program;
    private final RequestReader requests;
    private final TappedRequest held;
    private final Set<TappedRequest> nextSteps = ConcurrentHashMap.newKeySet();
    private final Duration cpuTimeBefore;
    private final LongSupplier nanos;
    private final AtomicLong steps = new AtomicLong();
    private volatile boolean ahead;
    private long stepsSeen;
    private int looksAsleep;
    private long asleepSinceNanos;

    /** @param held what gets no answer */
    Quiescence(Program program, RequestReader requests, TappedRequest held, LongSupplier nanos)
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
        Quiescence quiescence =
                new Quiescence(new FirstInstance(testbed), testbed.requests(), held.request(), System::nanoTime);
        testbed.link().tap().tell(quiescence);
        Await.until(
                testbed,
                "the pipeline to have done what it does without an answer to " + held.request(),
                LOOK_INTERVAL,
                quiescence::isReached);
    }

    /** Whether it is. To be asked again and again. */
    boolean isReached() throws InterruptedException {
        return ahead
                || isAsleepForLong()
                || program.cpuTime().minus(cpuTimeBefore).compareTo(CPU_TIME_MAX) > 0;
    }

    private boolean isAsleepForLong() throws InterruptedException {
        long stepsNow = steps.get();
        if (stepsNow != stepsSeen) {
            stepsSeen = stepsNow;
            looksAsleep = 0;
        }
        if (!program.isAsleep()) {
            return false;
        }
        long now = nanos.getAsLong();
        asleepSinceNanos = looksAsleep == 0 ? now : asleepSinceNanos;
        looksAsleep++;
        return looksAsleep >= LOOKS_ASLEEP && now - asleepSinceNanos >= ASLEEP_MIN.toNanos();
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

    /** The process of the first instance, and what crosses its tap. */
    private record FirstInstance(Testbed testbed) implements Program {
        @Override
        public boolean isAsleep() throws InterruptedException {
            Optional<ChildProcess> process = testbed.pipeline().process();
            return testbed.link().tap().pending().stream()
                            .allMatch(request -> OF_THE_WAITING.contains(request.apiKey()))
                    && (process.isEmpty() || process.get().isAsleep());
        }

        @Override
        public Duration cpuTime() throws InterruptedException {
            Optional<ChildProcess> process = testbed.pipeline().process();
            return process.isEmpty() ? Duration.ZERO : process.get().familyCpuTime();
        }
    }
}
