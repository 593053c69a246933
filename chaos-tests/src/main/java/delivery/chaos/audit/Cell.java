package delivery.chaos.audit;

import delivery.chaos.history.HistoryLine.Firing;
import delivery.contract.Anomaly;
import delivery.contract.Circumstance;
import delivery.contract.Expectation;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One module under one fault, audited and judged; once, or several times with other seeds ({@link Repetitions}).
 *
 * @param expectations for every anomaly, what the promise says of it under the circumstances of the fault, and those
 *     that somebody's interference brought about; where nothing is broken, all is forbidden
 * @param reason why this verdict, in a sentence that can be quoted
 * @param notShown anomalies that the suite expects to see and did not
 * @param evidence path of the history's directory, relative to the report's
 * @param evidenceSha256 of the history file, in hexadecimal; empty if there is none
 * @param repetitions the single runs that this cell sums up; empty if it is a single run itself
 */
public record Cell(
        Audit audit,
        Map<Anomaly, Expectation> expectations,
        Verdict verdict,
        String reason,
        List<Anomaly> notShown,
        String evidence,
        String evidenceSha256,
        List<Cell> repetitions) {

    /** The id of the cell of a module under a fault: {@code at-least-once/acks-lost}. */
    public static String id(String module, String fault) {
        return module + "/" + fault;
    }

    public String id() {
        return id(module(), fault());
    }

    public String module() {
        return audit.scenario().module();
    }

    public String fault() {
        return audit.scenario().fault();
    }

    /** The single runs: the repetitions, or this cell itself. */
    public List<Cell> runs() {
        return repetitions.isEmpty() ? List.of(this) : repetitions;
    }

    /** Whether the history could be read to its end; if not, it has no numbers. */
    public boolean isAudited() {
        return !audit.findings().isEmpty();
    }

    /** Whether its history is truncated, edited or contradicts itself, so that not even its end was read. */
    public boolean isHistoryBroken() {
        return audit.end() == null;
    }

    /** Circumstances that were seen and that the fault does not plan. */
    public Set<Circumstance> observed() {
        return audit.drain() == null ? Set.of() : audit.drain().observed();
    }

    /** How often the fault fired, with proof. */
    public int faultsFired() {
        return audit.provenFirings().size();
    }

    /**
     * How many were found, in the anomaly's unit; null if the history could not be read to its end or the harness
     * failed.
     */
    public Long count(Anomaly anomaly) {
        Finding finding = audit.findings().get(anomaly);
        return finding == null ? null : finding.count();
    }

    /**
     * How many of the events found were in flight at a proven firing; null for an anomaly that is no event's, or
     * unread.
     */
    public Attribution attribution(Anomaly anomaly) {
        return audit.attributions().get(anomaly);
    }

    /**
     * How many events could have shown it at any proven firing, over all runs: what was found, and what was not, says
     * something of these only.
     */
    public long atRisk(Anomaly anomaly) {
        return audit.atRisk().getOrDefault(anomaly, 0L);
    }

    /** How often a fault that fired showed it; null where there is no attribution, or no fault fired. */
    public FaultRate faultRate(Anomaly anomaly) {
        Attribution attribution = attribution(anomaly);
        return attribution == null || faultsFired() == 0
                ? null
                : FaultRate.of(count(anomaly), attribution, faultsFired());
    }

    /** Whether it is a race, which no fault decides, how many of it are found: {@code acks=1} when a leader dies. */
    public boolean isRace(Anomaly anomaly) {
        return KnownRace.explains(audit.scenario(), anomaly);
    }

    public Expectation expectation(Anomaly anomaly) {
        return expectations.get(anomaly);
    }

    /** The first few of what was found; empty if the history could not be read to its end or the harness failed. */
    public List<Example> examples(Anomaly anomaly) {
        Finding finding = audit.findings().get(anomaly);
        return finding == null ? List.of() : finding.examples();
    }

    /**
     * Duration of the scenario in milliseconds; null if the history could not be read to its end or the harness failed.
     */
    public Long durationMs() {
        return audit.end() == null ? null : audit.end().durationMs();
    }

    /** For every proven firing, milliseconds until the next acknowledged effect; null if there was none. */
    public static Long recoveryMs(Firing firing) {
        return firing.recoveredAtMs() == null ? null : firing.recoveredAtMs() - firing.atMs();
    }
}
