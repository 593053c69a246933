package delivery.chaos.fault;

import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.TapListener;
import delivery.chaos.network.wire.TappedRequest;
import delivery.chaos.process.ChildProcess;
import delivery.chaos.testbed.RequestReader;
import delivery.chaos.testbed.Testbed;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * That the first instance of a pipeline has done all that it does while a request of it goes unanswered. Whoever does not
 * wait for the answer goes on to the next step, which is then done and this one is not; whoever waits for it falls asleep.
 * Neither depends on how fast the machine is: a thread that would go on and gets no processor is not asleep.
 */
final class Quiescence implements TapListener {
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(20);

    /**
     * So many looks in a row must find it asleep. A step that a program takes by the clock nothing can tell from waiting:
     * they last 200 ms, longer than the 100 ms after which Streams commits, and nothing asleep for so long is waited for.
     */
    private static final int LOOKS_ASLEEP = 10;

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
    private volatile boolean ahead;
    private int looksAsleep;

    /** @param held what gets no answer */
    Quiescence(Program program, RequestReader requests, TappedRequest held) throws InterruptedException {
        this.program = program;
        this.requests = requests;
        this.held = held;
        this.cpuTimeBefore = program.cpuTime();
    }

    /**
     * Waits for it.
     *
     * @param held what gets no answer
     * @throws Fault.NotFiredException if the pipeline neither goes on nor falls asleep
     */
    static void await(Testbed testbed, HeldRequest held) throws InterruptedException, Fault.NotFiredException {
        Quiescence quiescence = new Quiescence(new FirstInstance(testbed), testbed.requests(), held.request());
        testbed.link().tap().tell(quiescence);
        Patience.until(
                testbed,
                "the pipeline to have done what it does without an answer to " + held.request(),
                LOOK_INTERVAL,
                quiescence::isReached);
    }

    /** Whether it is. To be asked every {@link #LOOK_INTERVAL}. */
    boolean isReached() throws InterruptedException {
        looksAsleep = program.isAsleep() ? looksAsleep + 1 : 0;
        return ahead
                || looksAsleep >= LOOKS_ASLEEP
                || program.cpuTime().minus(cpuTimeBefore).compareTo(CPU_TIME_MAX) > 0;
    }

    @Override
    public void onRequest(TappedRequest request) {
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
        /** A Fetch is no such request: it waits where there is nothing to be had. */
        @Override
        public boolean isAsleep() throws InterruptedException {
            Optional<ChildProcess> process = testbed.pipeline().process();
            return testbed.link().tap().pending().stream().allMatch(request -> request.apiKey() == ApiKeys.FETCH)
                    && (process.isEmpty() || process.get().isAsleep());
        }

        @Override
        public Duration cpuTime() throws InterruptedException {
            Optional<ChildProcess> process = testbed.pipeline().process();
            return process.isEmpty() ? Duration.ZERO : process.get().familyCpuTime();
        }
    }
}
