package delivery.chaos.atlas;

import delivery.chaos.scenario.Course;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** How a scenario of the atlas is laid out: few events, one batch a cycle, every cycle alike. */
final class Size {
    static final int BATCH_EVENTS = 30;
    static final int BATCHES = 5;
    static final int EVENTS = BATCHES * BATCH_EVENTS;
    /** The batch whose cycle is struck: the pipeline is warm by then, and has two more to show how it goes on. */
    static final int STRUCK_BATCH = 3;

    /** Events before the struck batch. */
    static final long BEFORE_STRUCK = (STRUCK_BATCH - 1) * BATCH_EVENTS;

    /** Events up to the end of the struck batch. */
    static final long WITH_STRUCK = STRUCK_BATCH * BATCH_EVENTS;

    /** Coordinates groups and transactions. */
    static final int COORDINATOR_BROKER = 1;
    /**
     * Leads input and output, and coordinates nothing: what is killed with one of them is not killed with the other.
     */
    static final int LEADER_BROKER = 2;

    static final List<Integer> COORDINATOR_FIRST = List.of(COORDINATOR_BROKER, LEADER_BROKER, 3);
    static final List<Integer> LEADER_FIRST = List.of(LEADER_BROKER, 3, COORDINATOR_BROKER);

    /**
     * By module: their changelogs are created with input and output, so that one Produce carries effects and changes.
     */
    private static final Map<String, List<String>> STORES = Map.of("streams-eos", List.of("counts"));

    private Size() {}

    /** A clause to quote with a count. */
    static final String LAYOUT = "one partition of input and output, " + BATCHES + " batches of " + BATCH_EVENTS
            + " events, each written when the one before is committed, struck in batch " + STRUCK_BATCH;

    static final String RAGGED_LAYOUT =
            "the ragged course: polls over several partitions, remainders, Kafka's own batch"
                    + " sizes, an input that goes on";

    private static final Map<String, String> SETTINGS = Map.of(
            "max.poll.records",
            String.valueOf(BATCH_EVENTS),
            // A batch goes out whole: when it is flushed, not while it is being filled, however slow the machine.
            "linger.ms",
            "15000",
            // For Streams: the batch that is written after a commit is processed before the next commit.
            "commit.interval.ms",
            "500",
            // What is cut, is cut at once: nothing has to be noticed by a timeout.
            "request.timeout.ms",
            "10000");

    /** The course of every scenario of a module. A fault's own settings go before these. */
    static Course course(String module) {
        return new Course.CycleByCycle(
                LEADER_FIRST, STORES.getOrDefault(module, List.of()), BATCHES, BATCH_EVENTS, SETTINGS);
    }

    /** Settings of a pipeline's clients under a fault, in addition to those of every scenario. */
    static SortedMap<String, String> settings(AtlasFault fault) {
        SortedMap<String, String> settings = new TreeMap<>(fault.isRagged() ? Map.of() : SETTINGS);
        settings.putAll(fault.clientSettings());
        return settings;
    }
}
