package delivery.chaos.report;

import delivery.chaos.audit.Verdict;
import delivery.contract.Anomaly;

/** What the words of a report mean, for its readers. */
final class Definitions {
    private Definitions() {}

    static String of(Anomaly anomaly) {
        return switch (anomaly) {
            case LOST -> "An acknowledged event without any effect once the pipeline had drained its input.";
            case DUPLICATED -> "An event with effects at two or more offsets. The same offset read twice is not one.";
            case MISCOUNTED ->
                "A page whose last running count is not its true count: above it by a double count,"
                        + " below it by a lost update.";
            case REORDERED -> "An event whose first effect comes after that of a later event of its page.";
            case PHANTOM ->
                "An effect of no event: its event id is missing or was never sent, its page is not its"
                        + " event's, or its value is no number.";
            case ABORTED_READ -> "An effect of an aborted transaction that a read_committed consumer was given.";
            case TORN ->
                "A transaction that is committed in one partition of the output and aborted or without end in another,"
                        + " or committed and yet given to a read_committed consumer in part only.";
            case STUCK ->
                "What was not done at the deadline: events behind the committed offsets, and effects of transactions"
                        + " that never ended. The cell is inconclusive.";
        };
    }

    static String of(Verdict verdict) {
        return switch (verdict) {
            case PASS -> "put to the test, and nothing forbidden was found";
            case FAIL -> "something forbidden was found";
            case NOT_EXERCISED -> "the fault did not fire as often as it had to, or nothing was produced";
            case CONTRACT_BROKEN -> "the pipeline did not start, crashed, or did not stop when asked to";
            case INCONCLUSIVE -> "not drained at the deadline";
            case HARNESS_ERROR -> "the harness itself failed, nothing is said of the pipeline";
        };
    }
}
