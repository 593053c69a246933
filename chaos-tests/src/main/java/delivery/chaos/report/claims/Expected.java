package delivery.chaos.report.claims;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a number of a cell has to be.
 *
 * @param metric as in {@code report.json}: an anomaly, or {@code uncommittedEffects}
 * @param some whether it has to be above 0, else 0
 */
record Expected(String metric, boolean some) {
    private static final Pattern FORM = Pattern.compile("(\\w+) (> 0|= 0)");
    private static final String UNCOMMITTED = "uncommittedEffects";
    /** Their counts mean nothing, or not all. */
    private static final List<String> NO_DECISION = List.of("HARNESS_ERROR", "CONTRACT_BROKEN", "NOT_EXERCISED");

    /**
     * Reads {@code duplicated > 0} or {@code lost = 0}.
     *
     * @throws IllegalArgumentException if it is neither
     */
    static Expected of(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not as 'duplicated > 0' or 'lost = 0'");
        }
        return new Expected(form.group(1), form.group(2).equals("> 0"));
    }

    /** A count of 0 says something only of what was at risk, and if all of the log was read. */
    Bearing bearing(JsonNode cell) {
        JsonNode count = cell.path(metric);
        String verdict = cell.path("verdict").asText();
        if (!count.isNumber() || NO_DECISION.contains(verdict)) {
            return Bearing.UNDECIDED;
        }
        if (count.asLong() > 0) {
            return some ? Bearing.AS_EXPECTED : Bearing.OTHERWISE;
        }
        boolean decided = verdict.equals("PASS") || verdict.equals("FAIL");
        if (!decided || isRiskKnown() && atRisk(cell) == 0) {
            return Bearing.UNDECIDED;
        }
        return some ? Bearing.OTHERWISE : Bearing.AS_EXPECTED;
    }

    /** In words: {@code 750 duplicated, 750 at risk, 3 strikes}. */
    String found(JsonNode cell) {
        JsonNode count = cell.path(metric);
        if (!count.isNumber()) {
            return cell.path("verdict").asText() + ": no numbers";
        }
        // A mistake may do more than a strike puts at risk.
        boolean isOfStrikes = isRiskKnown() && atRisk(cell) >= count.asLong();
        String risk = isOfStrikes ? String.format(Locale.ROOT, ", %,d at risk", atRisk(cell)) : "";
        int strikes = cell.path("faultsFired").asInt();
        return String.format(Locale.ROOT, "%,d %s%s", count.asLong(), label(), risk)
                + (strikes == 0 ? "" : ", " + strikes + (strikes == 1 ? " strike" : " strikes"));
    }

    private String label() {
        return metric.equals(UNCOMMITTED)
                ? "aborted records still in the log"
                : metric.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    /** Effects of aborts, and a run that stands still, are no anomaly of one event. */
    private boolean isRiskKnown() {
        return !List.of(UNCOMMITTED, "stuck", "phantom").contains(metric);
    }

    private long atRisk(JsonNode cell) {
        return cell.path("atRisk").path(metric).asLong();
    }
}
