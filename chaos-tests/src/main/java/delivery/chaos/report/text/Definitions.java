package delivery.chaos.report.text;

import delivery.chaos.audit.Verdict;
import delivery.contract.Anomaly;

/** What the words of a report mean, for its readers. */
final class Definitions {
    private Definitions() {}

    static String of(Anomaly anomaly) {
        return switch (anomaly) {
            case LOST ->
                "An acknowledged event without any effect, once the pipeline has passed it. Where a promise is "
                        + "of the last"
                        + " count of every page only, an effect stands for the events of its page before it.";
            case DUPLICATED ->
                "An event with effects at two or more offsets. It counts once, however often its effect stands: 250"
                        + " events that stand three times are 250 duplicated. The same offset read twice is not a"
                        + " duplicate.";
            case MISCOUNTED ->
                "A page whose last running count is not its true count (above it by a double count, below it by a lost"
                        + " update), or with an effect whose count is not the rank of its event among those of the"
                        + " page.";
            case REORDERED -> "An event whose first effect comes after that of a later event of its page.";
            case PHANTOM ->
                "An effect of no event: its event id is missing or was never sent, its page is not its"
                        + " event's, or its value is no number.";
            case ABORTED_READ -> "An effect of an aborted transaction that a read_committed consumer was given.";
            case TORN ->
                "A transaction that is committed in one partition of the output and aborted in another, or "
                        + "committed and" + " yet given to a read_committed consumer in part only.";
            case STUCK ->
                "Unfinished at the deadline: events beyond the committed offset, and effects of transactions that "
                        + "never ended. The cell is inconclusive; it fails where the pipeline was idle before them.";
        };
    }

    static String of(Verdict verdict) {
        return switch (verdict) {
            case PASS -> "the fault struck, and nothing that the promise forbids was found";
            case FAIL ->
                "something was found that the promise forbids, or that no strike had in flight; more time would not"
                        + " have repaired it";
            case NOT_EXERCISED ->
                "the fault did not strike as often as it had to, nothing was at risk when it did, or nothing was "
                        + "produced";
            case CONTRACT_BROKEN -> "the pipeline did not start, crashed, or did not stop when asked to";
            case INCONCLUSIVE ->
                "the pipeline had not finished its input by the deadline, or something outside the run interfered";
            case HARNESS_ERROR -> "the test harness failed; no statement about the pipeline";
        };
    }
}
