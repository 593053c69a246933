package delivery.chaos.report.compare;

import com.fasterxml.jackson.databind.JsonNode;
import delivery.chaos.audit.Verdict;
import java.util.Optional;

/**
 * A verdict that differs; {@value #NOT_RUN} where the cell is not in the report.
 *
 * @param reason of the new one
 */
public record VerdictChange(String cell, String before, String after, String reason) {
    static final String NOT_RUN = "NOT_RUN";

    /** What became of a cell; either node is null where the cell was not run. */
    static Optional<VerdictChange> of(String id, JsonNode old, JsonNode now) {
        String before = old == null ? NOT_RUN : old.path("verdict").asText();
        String after = now == null ? NOT_RUN : now.path("verdict").asText();
        String reason = now == null ? "" : now.path("reason").asText();
        return before.equals(after) ? Optional.empty() : Optional.of(new VerdictChange(id, before, after, reason));
    }

    public boolean isPromiseLost() {
        return after.equals(Verdict.FAIL.name());
    }

    /** Whether it said something of the promise before and does no longer. */
    public boolean isNoLongerJudged() {
        return isJudged(before) && !isJudged(after);
    }

    /** Whether both runs say something of the promise, and not the same. */
    public boolean isJudgedOtherwise() {
        return isJudged(before) && isJudged(after);
    }

    private static boolean isJudged(String verdict) {
        return verdict.equals(Verdict.PASS.name()) || verdict.equals(Verdict.FAIL.name());
    }
}
