package delivery.junit;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What came of a pipeline under a fault.
 *
 * @param pipeline its name in the report
 * @param verdict as in the report: PASS, FAIL, CONTRACT_BROKEN, INCONCLUSIVE, NOT_EXERCISED or HARNESS_ERROR
 * @param reason in a sentence that can be quoted
 * @param objection what the modules beside it have against a PASS: one of them was not judged, or does not show what
 *     this pipeline rules out; empty if nothing
 * @param counts of what was found, by anomaly; of an anomaly that was not judged there is none
 * @param report directory of the report; where the contract was broken, of the histories that show it
 * @param seed of the run: {@code -Dchaos.seed} makes the same again
 */
public record Judgement(
        String pipeline,
        String fault,
        String verdict,
        String reason,
        String objection,
        Map<String, Long> counts,
        Path report,
        String seed) {
    private static final String A_COUNT = "count ";

    public Judgement {
        counts = Map.copyOf(counts);
    }

    /** From the words of the harness. */
    static Judgement of(String fault, Map<String, String> outcome) {
        return new Judgement(
                outcome.get("pipeline"),
                fault,
                outcome.get("verdict"),
                outcome.get("reason"),
                outcome.get("objection"),
                outcome.keySet().stream()
                        .filter(word -> word.startsWith(A_COUNT))
                        .collect(Collectors.toMap(
                                word -> word.substring(A_COUNT.length()), word -> Long.valueOf(outcome.get(word)))),
                Path.of(outcome.get("report")),
                outcome.get("seed"));
    }

    /** Whether the promise was put to the test and kept, and nothing beside it speaks against that. */
    public boolean isKept() {
        return verdict.equals("PASS") && objection.isEmpty();
    }

    /**
     * How many were found of an anomaly, in its unit: {@code count("duplicated")}.
     *
     * @throws IllegalArgumentException if there is no such anomaly, or it was not judged
     */
    public long count(String anomaly) {
        Long count = counts.get(anomaly.toUpperCase(Locale.ROOT).replace('-', '_'));
        if (count == null) {
            throw new IllegalArgumentException("'" + anomaly + "' was not judged, as " + counts.keySet() + " were");
        }
        return count;
    }

    /** For people. */
    @Override
    public String toString() {
        String beside = objection.isEmpty() ? "" : "; beside it, " + objection;
        return pipeline + " under " + fault + " is " + verdict + ": " + reason + beside;
    }
}
