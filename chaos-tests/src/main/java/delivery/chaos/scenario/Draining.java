package delivery.chaos.scenario;

import delivery.chaos.history.HistoryLine;
import delivery.chaos.network.wire.WireCounts;
import delivery.chaos.process.ChildProcess;
import delivery.chaos.process.Patience;
import delivery.chaos.testbed.DatabaseUnderTest;
import delivery.chaos.testbed.Instance;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * Waits until a pipeline has gone through its input, and until no transaction of its is open any more. It waits as long
 * as there is progress, and for what comes without any no longer than it takes the slowest of Kafka's own timeouts to
 * pass.
 */
final class Draining {
    /** Longer than a dead owner's transaction (60 s) and session (45 s) keep others waiting by Kafka's defaults. */
    static final Duration NO_PROGRESS_MAX = Duration.ofSeconds(90);

    private static final Duration UNREADABLE_MAX = Duration.ofSeconds(20);

    private final Testbed testbed;
    private final Chronicle chronicle;
    private final BatchFeed feed;
    private final List<TopicPartition> outputPartitions;
    private final Duration noProgressMax;
    private Map<Integer, Long> committed = Map.of();
    private final Map<Integer, Long> unreadableEnds = new TreeMap<>();
    private final List<String> waitsOn = new ArrayList<>();
    private boolean begun;
    private boolean idle;

    Draining(
            Testbed testbed,
            Chronicle chronicle,
            BatchFeed feed,
            List<TopicPartition> outputPartitions,
            Duration noProgressMax) {
        this.testbed = testbed;
        this.chronicle = chronicle;
        this.feed = feed;
        this.outputPartitions = outputPartitions;
        this.noProgressMax = noProgressMax;
    }

    /**
     * Waits for the committed offsets to reach the end of the input, and has no more written. In vain if the pipeline
     * is idle before, makes no progress for long, or has broken the contract, or the harness fails.
     */
    void awaitInputCommitted() {
        begun = true;
        Idleness idleness = new Idleness(System::nanoTime);
        new Patience(
                        noProgressMax,
                        () -> List.of(
                                committed,
                                feed.written(),
                                testbed.traffic().acknowledgedEnds(),
                                testbed.traffic().acknowledgementsElsewhere()))
                .await(() -> {
                    committed = testbed.committedOffsets();
                    idle = (feed.isWhole() || feed.awaitsPipeline()) && idleness.is(wire(), committed);
                    return isInputCommitted() || idle || chronicle.isDecided();
                });
        feed.close();
    }

    private boolean isInputCommitted() {
        return feed.isWhole()
                && feed.endOffsets().entrySet().stream()
                        .allMatch(end -> committed.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }

    private Map<String, WireCounts.Count> wire() {
        testbed.instances()
                .all()
                .forEach(instance -> instance.link().tap().failures().forEach(Draining::rethrow));
        Map<String, WireCounts.Count> counts = new HashMap<>(WireCounts.sum(testbed.instances().all().stream()
                .map(instance -> instance.link().tap().counts())
                .toList()));
        int toDatabase = testbed.traffic().acknowledgementsElsewhere();
        counts.put("database", new WireCounts.Count(toDatabase, toDatabase, 0));
        return counts;
    }

    private static void rethrow(RuntimeException failure) {
        throw failure;
    }

    /**
     * Takes note that an instance of the pipeline was stopped, and of the offsets that it has committed while it
     * stopped.
     *
     * @param pipeline empty if it was down, or did not stop
     */
    void stopped(Instance instance, Optional<ChildProcess> pipeline) throws InterruptedException, ExecutionException {
        committed = testbed.committedOffsets();
        pipeline.filter(ended -> !ended.hasStoppedCleanly()).ifPresent(ended -> {
            String unclean = "exit code " + ended.exitCode() + " after SIGTERM";
            waitsOn.add("a clean stop: " + unclean);
            chronicle.note(new HistoryLine.ContractBroken(
                    testbed.clock().elapsedMs(),
                    instance.process(),
                    "it did not stop cleanly: " + unclean + "; " + ended.lastLinesForHistory()));
        });
    }

    /**
     * Waits for the effects that were acknowledged last to be readable: with acks=1 they are acknowledged before a
     * follower has them, and readable after. In vain for those that a leader took with it: that they are lost is for
     * the log to show.
     */
    void awaitReadable() {
        Map<TopicPartition, Long> ends = new HashMap<>();
        new Patience(UNREADABLE_MAX, () -> Map.copyOf(ends)).await(() -> {
            ends.putAll(endOffsets(IsolationLevel.READ_UNCOMMITTED));
            unreadableEnds.clear();
            unreadableEnds.putAll(testbed.traffic().acknowledgedEnds());
            unreadableEnds
                    .entrySet()
                    .removeIf(end -> ends.get(testbed.outputPartition(end.getKey())) >= end.getValue());
            return unreadableEnds.isEmpty();
        });
        if (!unreadableEnds.isEmpty()) {
            System.err.println(testbed.topics().output() + ": acknowledged up to " + unreadableEnds
                    + ", and not readable: nothing was added for " + UNREADABLE_MAX);
        }
    }

    /** Waits until nobody is connected to the database any more: what was open there is rolled back then. */
    void awaitNobodyAtDatabase(DatabaseUnderTest database) {
        if (!new Patience(UNREADABLE_MAX, database::clients).await(() -> database.clients() == 0)) {
            waitsOn.add("connections to the database to end: " + UNREADABLE_MAX + " after the pipeline there are some");
        }
    }

    /** Waits for the last stable offset of every output partition to reach its high watermark. */
    void awaitNoOpenTransaction() {
        Map<TopicPartition, Long> lastStable = new HashMap<>();
        Map<TopicPartition, Long> highWatermarks = new HashMap<>();
        boolean decided = new Patience(noProgressMax, () -> Map.copyOf(lastStable)).await(() -> {
            lastStable.putAll(endOffsets(IsolationLevel.READ_COMMITTED));
            highWatermarks.putAll(endOffsets(IsolationLevel.READ_UNCOMMITTED));
            return lastStable.equals(highWatermarks);
        });
        if (!decided) {
            waitsOn.add("last stable offsets " + lastStable + " to reach the high watermarks " + highWatermarks
                    + ": none has moved for " + noProgressMax);
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
        List<String> missing = new ArrayList<>(waitsOn);
        if (!begun) {
            missing.add("the pipeline to start");
        } else if (!isInputCommitted()) {
            missing.add(uncommitted());
        }
        return new HistoryLine.Drain(
                testbed.clock().elapsedMs(),
                missing.isEmpty(),
                idle && !isInputCommitted(),
                String.join("; ", missing),
                new TreeMap<>(committed),
                feed.endOffsets(),
                unreadableEnds,
                observed);
    }

    private String uncommitted() {
        if (!chronicle.harnessErrors().isEmpty()) {
            return "the harness, which failed";
        }
        String offsets = isOneShort()
                ? "committed offsets stay one short of the end in every partition: " + new TreeMap<>(committed)
                : "committed offsets " + new TreeMap<>(committed) + " to reach the end of the input "
                        + feed.endOffsets() + (feed.isWhole() ? "" : " so far");
        return offsets
                + (idle
                        ? "; the pipeline is idle: it asks for more, is given nothing, and does nothing"
                        : chronicle.isDecided()
                                ? ""
                                : "; neither they nor its effects have moved for " + noProgressMax);
    }

    private boolean isOneShort() {
        return feed.isWhole()
                && feed.endOffsets().entrySet().stream()
                        .allMatch(end -> committed.getOrDefault(end.getKey(), 0L) == end.getValue() - 1);
    }
}
