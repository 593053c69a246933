package delivery.chaos.report.atlas;

import delivery.chaos.audit.Cell;
import delivery.chaos.audit.Repetitions;
import delivery.chaos.audit.Verdict;
import delivery.contract.Anomaly;
import delivery.contract.Expectation;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * One strike at one step of one module, as often as it was run.
 *
 * @param module that takes the step
 * @param step of the protocol
 * @param strike as in ids: {@code ack-lost}
 * @param strikeLabel two or three words for people
 * @param blow what becomes of the request, as after the name of its step
 * @param layout how many partitions, batches and events it has, and which of them is struck, in a clause
 * @param settings of the pipeline's clients on which its counts and times rest, by their names
 * @param whyVaries why Kafka lets runs with the same seed differ; empty where it does not
 * @param known why Kafka itself may break the promise here; null where nothing of the kind is known
 * @param cells one for every time it was run, with the same seed; at least one
 */
public record AtlasScenario(
        String module,
        AtlasStep step,
        String strike,
        String strikeLabel,
        String blow,
        String layout,
        Map<String, String> settings,
        String whyVaries,
        Known known,
        List<Cell> cells) {
    /** In place of a step's name: what happens at the step is no strike, but a fault with a name of its own. */
    public static final String BY_NAME = "by-name";

    /**
     * A step of the protocol.
     *
     * @param phase of the pipeline's life, for people
     * @param name within a module, as in ids: {@code end-txn}; {@link #BY_NAME} for a fault with a name of its own
     * @param title for people: {@code EndTxn v5}
     * @param party whom the request goes to
     */
    public record AtlasStep(String phase, String name, String title, String party) {}

    /**
     * A promise that Kafka itself is known to break.
     *
     * @param issue in Kafka's tracker, or a name where there is none
     * @param what happens, on which versions, in sentences
     * @param anomalies by which it shows; any other is not known
     */
    public record Known(String issue, String what, Set<Anomaly> anomalies) {}

    /** {@code transactional-eos/end-txn/ack-lost}. */
    public String id() {
        return module + "/" + step.name() + "/" + strike;
    }

    /** Whether it is no strike of the matrix, but a fault with a name of its own. */
    public boolean isByName() {
        return step.name().equals(BY_NAME) || step.name().endsWith("/" + BY_NAME);
    }

    /** Names it within its module's page. */
    public String anchor() {
        return (step.name() + "." + strike).replace('/', '.');
    }

    /** The first run; what the others say of themselves is compared with it. */
    public Cell first() {
        return cells.get(0);
    }

    /** The run with the worst verdict. */
    public Cell worst() {
        return Collections.min(cells, Comparator.comparingInt(cell -> Repetitions.WORST_FIRST.indexOf(cell.verdict())));
    }

    /** The worst verdict of all runs. */
    public Verdict verdict() {
        return worst().verdict();
    }

    /** Whether the promise was broken, in no other way than Kafka is known to break it. */
    public boolean isKnownViolation() {
        return known != null
                && verdict() == Verdict.FAIL
                && isDecided()
                && Stream.of(Anomaly.values()).filter(this::isBroken).allMatch(known.anomalies()::contains);
    }

    private boolean isBroken(Anomaly anomaly) {
        return cells.stream()
                .anyMatch(cell -> cell.expectation(anomaly) == Expectation.FORBIDDEN && cell.count(anomaly) > 0);
    }

    /** Whether Kafka is known to break the promise here, and did not in any run. */
    public boolean isKnownAndAbsent() {
        return known != null && verdict() == Verdict.PASS;
    }

    /** Whether the numbers of every run mean something. */
    public boolean isDecided() {
        return cells.stream().allMatch(cell -> cell.verdict().isDecided());
    }

    /** Whether the runs differ in what was found in them. */
    public boolean varies() {
        return isDecided()
                && Stream.of(Anomaly.values())
                        .anyMatch(anomaly -> counts(anomaly).distinct().count() > 1);
    }

    private LongStream counts(Anomaly anomaly) {
        return cells.stream().mapToLong(cell -> cell.count(anomaly));
    }

    /** Whether they differ although nothing of Kafka's is known that would let them. */
    public boolean variesUnexplained() {
        return varies() && whyVaries.isEmpty();
    }

    /** How many were found: {@code 30}, or {@code 0–30} where runs differ; empty if the numbers mean nothing. */
    public String found(Anomaly anomaly) {
        if (!isDecided()) {
            return "";
        }
        long least = counts(anomaly).min().orElseThrow();
        long most = counts(anomaly).max().orElseThrow();
        return least == most ? String.valueOf(most) : least + "–" + most;
    }

    /** Whether every run passed and nothing was found in it. */
    public boolean isIntact() {
        return verdict() == Verdict.PASS
                && isDecided()
                && Stream.of(Anomaly.values())
                        .allMatch(anomaly -> found(anomaly).equals("0"));
    }

    /** Whether an event was at risk of anything in every run: where none was, there was nothing to lose. */
    public boolean isAtRisk() {
        return cells.stream()
                .allMatch(cell -> Stream.of(Anomaly.values()).anyMatch(anomaly -> cell.atRisk(anomaly) > 0));
    }

    /**
     * All in a few signs: {@code ✓}, in brackets where nothing was at risk; {@code L30}, {@code D30 M12}; the verdict's
     * shape and word unless it passed.
     */
    public String mark() {
        if (isKnownViolation()) {
            return verdict().shape() + " KNOWN VIOLATION " + known.issue();
        }
        if (verdict() != Verdict.PASS) {
            return verdict().shape() + " " + verdict().label();
        }
        if (isIntact()) {
            return isAtRisk() ? String.valueOf(Verdict.PASS.shape()) : "(" + Verdict.PASS.shape() + ")";
        }
        return Stream.of(Anomaly.values())
                .filter(anomaly -> !found(anomaly).equals("0"))
                .map(anomaly -> anomaly.name().charAt(0) + found(anomaly))
                .collect(Collectors.joining(" "));
    }

    /** What was found, in words: {@code 30 lost, 24 pages miscounted}; the verdict unless every run passed. */
    public String words() {
        String found = Stream.of(Anomaly.values())
                .filter(anomaly -> isDecided() && !found(anomaly).equals("0"))
                .map(anomaly -> found(anomaly) + (anomaly == Anomaly.MISCOUNTED ? " pages " : " ") + anomaly.label())
                .collect(Collectors.joining(", "));
        String verdict = isKnownViolation()
                ? "known violation " + known.issue()
                : verdict().label();
        return verdict() == Verdict.PASS ? found : found + (found.isEmpty() ? "" : ": ") + verdict;
    }

    /**
     * Effects of what was aborted, which stay in the log: {@code 30}, or a range where runs differ; empty if there are
     * none.
     */
    public String aborted() {
        LongSummaryStatistics aborted = cells.stream()
                .filter(Cell::isAudited)
                .mapToLong(cell -> cell.audit().uncommittedEffects())
                .summaryStatistics();
        if (aborted.getMax() <= 0) {
            return "";
        }
        return aborted.getMin() == aborted.getMax()
                ? String.valueOf(aborted.getMax())
                : aborted.getMin() + "–" + aborted.getMax();
    }

    /**
     * Milliseconds without progress: from the strike to the next acknowledged effect; null if there was none. The start
     * of a process and the timeouts of this harness are in it: no time of Kafka's.
     */
    public Long stoodStillMs() {
        return first().audit().provenFirings().stream()
                .map(Cell::recoveryMs)
                .filter(ms -> ms != null)
                .findFirst()
                .orElse(null);
    }

    /** What came of it, in sentences that can be quoted. */
    public String sentence() {
        return AtlasSentence.of(this);
    }
}
