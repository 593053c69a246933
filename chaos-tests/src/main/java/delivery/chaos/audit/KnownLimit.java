package delivery.chaos.audit;

import delivery.chaos.history.HistoryLine.Scenario;
import delivery.contract.Anomaly;
import java.util.List;
import java.util.Set;

/**
 * A fault under which a promise is broken though the pipeline does all that Kafka lets it do: the verdict is FAIL; the
 * reason says that this is known, and on what the promise depends.
 *
 * @param fault its name, or what the names of its kind begin with
 * @param anomalies by which it shows
 * @param why the promise cannot be kept, and where Kafka says so
 */
record KnownLimit(String fault, Set<Anomaly> anomalies, String why) {
    private static final Set<Anomaly> DONE_AGAIN = Set.of(Anomaly.DUPLICATED, Anomaly.MISCOUNTED, Anomaly.REORDERED);

    private static final Set<Anomaly> GONE = Set.of(Anomaly.LOST, Anomaly.MISCOUNTED);

    private static final String LATE_COMMIT =
            "a coordinator compares member and generation of an OffsetCommit, and its offsets with nothing, so"
                    + " that a late one takes the group back; offsets in a transaction are fenced by its"
                    + " epoch, from transaction.version 2 on";

    /** All that are known. */
    private static final List<KnownLimit> ALL = List.of(
            new KnownLimit(
                    "offsets-deleted",
                    DONE_AGAIN,
                    "what a group has done it knows by its committed offsets alone, in a transaction or not, and the"
                            + " brokers keep those of a group without members for offsets.retention.minutes (7 days by"
                            + " default); after that, auto.offset.reset decides"),
            new KnownLimit(
                    "topic-recreated",
                    DONE_AGAIN,
                    "with a topic its brokers delete the offsets that groups have committed of it; the topic that is"
                            + " made again has another id, and auto.offset.reset decides"),
            new KnownLimit("late-offset-commit", DONE_AGAIN, LATE_COMMIT),
            new KnownLimit("late-commit-by", DONE_AGAIN, LATE_COMMIT),
            new KnownLimit(
                    "producer-id-expired",
                    DONE_AGAIN,
                    "a leader remembers a producer, and what it has of it, for producer.id.expiration.ms (a day by"
                            + " default) after its last record, unless a transaction of it is open; a retry that comes"
                            + " later is a new record"),
            new KnownLimit(
                    "retention-overtakes",
                    GONE,
                    "what the brokers have deleted nobody can read; auto.offset.reset=earliest goes on with what is"
                            + " left, and says so in no more than a line of the log"),
            new KnownLimit(
                    "alone-min-isr-1-unclean",
                    GONE,
                    "acks=all waits for who is in sync, which with min.insync.replicas=1 may be the leader alone; an"
                            + " unclean leader begins without what it has acknowledged"),
            new KnownLimit(
                    "alone-min-isr-1-emptied",
                    GONE,
                    "acks=all waits for who is in sync, which with min.insync.replicas=1 may be the leader alone; what"
                            + " it alone had is gone with its disk"),
            new KnownLimit(
                    "end-txn-unanswered-one-poll",
                    Set.of(Anomaly.LOST, Anomaly.MISCOUNTED),
                    "where the rebalance after a commit that timed out ends within one poll, Streams closes the tasks"
                            + " that it revived before it resets their positions, and goes on after what it had polled"
                            + " (findings/streams-skips-records-after-corruption)"));

    /** What is known of a scenario in which all that is forbidden and was found is among these; empty for nothing. */
    static String of(Scenario scenario, Set<Anomaly> found) {
        return ALL.stream()
                .filter(limit -> scenario.fault().startsWith(limit.fault())
                        && !found.isEmpty()
                        && limit.anomalies().containsAll(found))
                .findFirst()
                .map(limit -> "a known limit of this promise: " + limit.why())
                .orElse("");
    }
}
