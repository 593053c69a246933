package delivery.chaos.scenario;

import delivery.chaos.history.HistoryLine;
import delivery.chaos.process.ChildProcess;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Waits until a pipeline has gone through its input, and until no transaction of its is open any more. */
final class Drain {
    private static final Duration INPUT_DEADLINE = Duration.ofSeconds(60);
    private static final Duration READABLE_DEADLINE = Duration.ofSeconds(10);
    private static final Duration TRANSACTIONS_DEADLINE = Duration.ofSeconds(20);
    /** 0 is the contract's; 143 is what a program says that leaves SIGTERM to its runtime. */
    private static final Set<Integer> CLEAN_EXIT_CODES = Set.of(0, 143);

    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

    private final Testbed testbed;
    private final Chronicle chronicle;
    private final BatchFeed feed;
    private final List<TopicPartition> outputPartitions;
    private Map<Integer, Long> committed = Map.of();
    private final Map<Integer, Long> unreadableEnds = new TreeMap<>();
    private String waitsOn = "the pipeline to start";

    Drain(Testbed testbed, Chronicle chronicle, BatchFeed feed, List<TopicPartition> outputPartitions) {
        this.testbed = testbed;
        this.chronicle = chronicle;
        this.feed = feed;
        this.outputPartitions = outputPartitions;
    }

    /** Waits for the committed offsets to reach the end of the input; in vain if the harness fails on the way. */
    void awaitInputCommitted() {
        waitsOn = "the harness, which failed";
        try {
            Awaitility.await("committed offsets to reach the end of the input")
                    .atMost(INPUT_DEADLINE)
                    .pollInterval(POLL_INTERVAL)
                    .until(() -> {
                        committed = testbed.committedOffsets();
                        testbed.instances()
                                .all()
                                .forEach(instance ->
                                        instance.link().tap().failures().forEach(Drain::rethrow));
                        return !chronicle.harnessErrors().isEmpty()
                                || feed.isWhole()
                                        && feed.endOffsets().entrySet().stream()
                                                .allMatch(end ->
                                                        committed.getOrDefault(end.getKey(), 0L) >= end.getValue());
                    });
            waitsOn = chronicle.harnessErrors().isEmpty() ? "" : waitsOn;
        } catch (ConditionTimeoutException late) {
            waitsOn = "committed offsets " + new TreeMap<>(committed) + " to reach the end of the input "
                    + feed.endOffsets() + (feed.isWhole() ? "" : " so far") + " within " + INPUT_DEADLINE;
        }
    }

    private static void rethrow(RuntimeException failure) {
        throw failure;
    }

    /** Takes note of how an instance of the pipeline stopped: what it had left to do may be undone if it did not stop cleanly. */
    void stopped(ChildProcess pipeline) {
        if (!CLEAN_EXIT_CODES.contains(pipeline.exitCode())) {
            waitsOn("a clean stop: exit code " + pipeline.exitCode() + " after SIGTERM");
        }
    }

    private void waitsOn(String what) {
        waitsOn = waitsOn.isEmpty() ? what : waitsOn + "; " + what;
    }

    /**
     * Waits for the effects that were acknowledged last to be readable: with acks=1 they are acknowledged before a follower
     * has them, and readable after. In vain for those that a leader took with it: that they are lost is for the log to show.
     */
    void awaitReadable() {
        try {
            Awaitility.await("what was acknowledged last to be readable")
                    .atMost(READABLE_DEADLINE)
                    .pollInterval(POLL_INTERVAL)
                    .until(() -> {
                        Map<TopicPartition, Long> ends = endOffsets(IsolationLevel.READ_UNCOMMITTED);
                        unreadableEnds.clear();
                        unreadableEnds.putAll(testbed.traffic().acknowledgedEnds());
                        unreadableEnds
                                .entrySet()
                                .removeIf(end -> ends.get(testbed.outputPartition(end.getKey())) >= end.getValue());
                        return unreadableEnds.isEmpty();
                    });
        } catch (ConditionTimeoutException gone) {
            System.err.println(testbed.outputTopic() + ": acknowledged up to " + unreadableEnds
                    + ", and not readable within " + READABLE_DEADLINE);
        }
    }

    /** Waits for the last stable offset of every output partition to reach its high watermark. */
    void awaitNoOpenTransaction() {
        Map<TopicPartition, Long> lastStable = new HashMap<>();
        Map<TopicPartition, Long> highWatermarks = new HashMap<>();
        try {
            Awaitility.await("no open transaction in the output topic")
                    .atMost(TRANSACTIONS_DEADLINE)
                    .pollInterval(POLL_INTERVAL)
                    .until(() -> {
                        lastStable.putAll(endOffsets(IsolationLevel.READ_COMMITTED));
                        highWatermarks.putAll(endOffsets(IsolationLevel.READ_UNCOMMITTED));
                        return lastStable.equals(highWatermarks);
                    });
        } catch (ConditionTimeoutException late) {
            waitsOn("last stable offsets " + lastStable + " to reach the high watermarks " + highWatermarks + " within "
                    + TRANSACTIONS_DEADLINE);
        }
    }

    private Map<TopicPartition, Long> endOffsets(IsolationLevel isolationLevel)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> latest =
                outputPartitions.stream().collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest()));
        Map<TopicPartition, ListOffsetsResultInfo> ends = testbed.cluster()
                .admin()
                .listOffsets(latest, new ListOffsetsOptions(isolationLevel))
                .all()
                .get();
        return ends.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, end -> end.getValue().offset()));
    }

    /** What came of it, for the history. */
    HistoryLine.Drain line(Set<Circumstance> observed) {
        return new HistoryLine.Drain(
                testbed.clock().elapsedMs(),
                waitsOn.isEmpty(),
                false,
                waitsOn,
                new TreeMap<>(committed),
                feed.endOffsets(),
                unreadableEnds,
                observed);
    }
}
