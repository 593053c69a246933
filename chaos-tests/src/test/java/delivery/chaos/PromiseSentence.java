package delivery.chaos;

import delivery.chaos.audit.Cell;
import delivery.contract.Anomaly;
import delivery.contract.Expectation;

/** What a cell tests, in a sentence, for those who read test reports. */
final class PromiseSentence {
    private PromiseSentence() {}

    /** {@code at-least-once keeps its promise under acks-lost: nothing lost, duplicates allowed}. */
    static String of(Cell cell) {
        String sentence = cell.module() + " keeps its promise under " + cell.fault();
        if (cell.expectations().isEmpty()) {
            return sentence;
        }
        return sentence + ": " + clause(cell, Anomaly.LOST, "nothing lost", "losses allowed") + ", "
                + clause(cell, Anomaly.DUPLICATED, "nothing duplicated", "duplicates allowed");
    }

    private static String clause(Cell cell, Anomaly anomaly, String forbidden, String allowed) {
        return cell.expectation(anomaly) == Expectation.FORBIDDEN ? forbidden : allowed;
    }
}
