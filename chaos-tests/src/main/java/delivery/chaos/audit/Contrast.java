package delivery.chaos.audit;

import static delivery.contract.Anomaly.DUPLICATED;
import static delivery.contract.Anomaly.LOST;
import static delivery.contract.Anomaly.MISCOUNTED;

import delivery.contract.Anomaly;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Contrast as proof: under the same fault the weaker module shows its anomaly and the stronger one does not. A guarantee
 * that shows nothing where a weaker one shows nothing either has proved nothing.
 */
public final class Contrast {
    private static final String AT_MOST_ONCE = "at-most-once";
    private static final String AT_LEAST_ONCE = "at-least-once";
    private static final String IDEMPOTENT = "idempotent-producer";
    private static final String TRANSACTIONAL = "transactional-eos";
    private static final String STREAMS = "streams-eos";

    /** All rules, in the order of a report. */
    public static final List<Rule> RULES = List.of(
            new Rule(
                    "none",
                    "When nothing is broken, no module loses or duplicates anything: what the others show is the faults'"
                            + " doing.",
                    Stream.of(AT_MOST_ONCE, AT_LEAST_ONCE, IDEMPOTENT, TRANSACTIONAL, STREAMS)
                            .flatMap(module -> Stream.of(none(module, LOST), none(module, DUPLICATED)))
                            .toList()),
            onlyAtLeastOnceDuplicates(
                    "acks-lost", "When the broker has applied a Produce and its acknowledgement is lost"),
            onlyAtLeastOnceDuplicates(
                    "connection-reset", "When the connection is reset before the acknowledgement of a Produce arrives"),
            onlyAtLeastOnceDuplicates(
                    "slow-acks", "When the acknowledgement of a Produce is later than the request timeout"),
            onlyAtLeastOnceDuplicates(
                    "broker-killed",
                    "When the leader dies after it has applied a Produce and before it has acknowledged"),
            new Rule(
                    "pipeline-killed",
                    "When the pipeline is killed between its two steps, at-most-once loses; transactional-eos and"
                            + " streams-eos lose nothing.",
                    List.of(shows(AT_MOST_ONCE, LOST), none(TRANSACTIONAL, LOST), none(STREAMS, LOST))),
            new Rule(
                    "pipeline-killed",
                    "When the pipeline is killed between its two steps, at-least-once and idempotent-producer"
                            + " duplicate, for idempotence ends with the process; transactional-eos and streams-eos"
                            + " neither duplicate nor miscount.",
                    List.of(
                            shows(AT_LEAST_ONCE, DUPLICATED),
                            shows(IDEMPOTENT, DUPLICATED),
                            none(TRANSACTIONAL, DUPLICATED),
                            none(TRANSACTIONAL, MISCOUNTED),
                            none(STREAMS, DUPLICATED),
                            none(STREAMS, MISCOUNTED))),
            new Rule(
                    "link-down",
                    "When the link is down, at-most-once loses what it does not send again; all others lose nothing.",
                    List.of(
                            shows(AT_MOST_ONCE, LOST),
                            none(AT_LEAST_ONCE, LOST),
                            none(IDEMPOTENT, LOST),
                            none(TRANSACTIONAL, LOST),
                            none(STREAMS, LOST))),
            new Rule(
                    "zombie",
                    "When a pipeline wakes up after a replacement has taken over, at-least-once and idempotent-producer"
                            + " duplicate, for nobody refuses its effects; transactional-eos and streams-eos neither lose"
                            + " nor duplicate.",
                    List.of(
                            shows(AT_LEAST_ONCE, DUPLICATED),
                            shows(IDEMPOTENT, DUPLICATED),
                            none(TRANSACTIONAL, LOST),
                            none(TRANSACTIONAL, DUPLICATED),
                            none(STREAMS, LOST),
                            none(STREAMS, DUPLICATED))));

    private Contrast() {}

    private static Rule onlyAtLeastOnceDuplicates(String fault, String when) {
        return new Rule(
                fault,
                when + ", at-least-once duplicates; idempotent-producer, transactional-eos and streams-eos do not.",
                List.of(
                        shows(AT_LEAST_ONCE, DUPLICATED),
                        none(IDEMPOTENT, DUPLICATED),
                        none(TRANSACTIONAL, DUPLICATED),
                        none(STREAMS, DUPLICATED)));
    }

    /** What is to be seen in the cells of one fault. */
    public record Rule(String fault, String words, List<Claim> claims) {}

    /** That a module shows an anomaly in every repetition, as its fault's doing, or does not in any. */
    public record Claim(String module, Anomaly anomaly, boolean shows) {
        private boolean isKeptBy(Cell cell) {
            return cell.runs().stream().allMatch(run -> isDecided(run) && (shows ? isFaultsDoing(run) : isAbsent(run)));
        }

        /** Found, and in flight when the fault struck: what else is found proves nothing of the fault. */
        private boolean isFaultsDoing(Cell run) {
            return run.attribution(anomaly) != null && run.attribution(anomaly).events() > 0;
        }

        private boolean isAbsent(Cell run) {
            return run.count(anomaly) == 0;
        }
    }

    /** How a rule came out. */
    public enum Status {
        /** Every cell ran and shows what it has to. */
        HELD("held", '✓'),
        /** A cell that ran does not show what it has to, or shows nothing at all. */
        MISSING("missing", '✗'),
        /** A cell did not run, and those that did show what they have to. */
        NOT_CHECKED("not checked", '–');

        private final String label;
        private final char shape;

        Status(String label, char shape) {
            this.label = label;
            this.shape = shape;
        }

        /** The word for people. */
        public String label() {
            return label;
        }

        /** A sign that can be told from the others without colour. */
        public char shape() {
            return shape;
        }
    }

    /**
     * A rule, and what the cells say of it.
     *
     * @param numbers what was found, by module: {@code 41 duplicated}, {@code not run}, …
     */
    public record Finding(Rule rule, Status status, Map<String, String> numbers) {
        public boolean isHeld() {
            return status == Status.HELD;
        }
    }

    /**
     * Holds all {@link #RULES} against the cells of a run.
     *
     * @param cells no two of the same id
     * @return a finding for every rule, in their order
     */
    public static List<Finding> check(List<Cell> cells) {
        Map<String, Cell> byId = cells.stream().collect(Collectors.toMap(Cell::id, Function.identity()));
        return RULES.stream().map(rule -> check(rule, byId)).toList();
    }

    private static Finding check(Rule rule, Map<String, Cell> cells) {
        Map<String, String> numbers = new LinkedHashMap<>();
        boolean missing = false;
        boolean unchecked = false;
        for (Claim claim : rule.claims()) {
            Cell cell = cells.get(Cell.id(claim.module(), rule.fault()));
            unchecked |= cell == null;
            missing |= cell != null && !claim.isKeptBy(cell);
            numbers.merge(
                    claim.module(), number(claim, cell), (one, other) -> one.equals(other) ? one : one + ", " + other);
        }
        return new Finding(rule, status(missing, unchecked), numbers);
    }

    private static Status status(boolean missing, boolean unchecked) {
        if (missing) {
            return Status.MISSING;
        }
        return unchecked ? Status.NOT_CHECKED : Status.HELD;
    }

    private static String number(Claim claim, Cell cell) {
        if (cell == null) {
            return "not run";
        }
        return isDecided(cell)
                ? number(cell.count(claim.anomaly())) + " " + claim.anomaly().label() + notOfTheFault(claim, cell)
                : cell.verdict().label();
    }

    private static String number(long events) {
        return String.format(Locale.ROOT, "%,d", events);
    }

    private static String notOfTheFault(Claim claim, Cell cell) {
        Attribution attribution = cell.attribution(claim.anomaly());
        return !claim.shows() || attribution == null || attribution.events() == cell.count(claim.anomaly())
                ? ""
                : " (" + number(attribution.events()) + " of them in flight when the fault struck)";
    }

    /** Whether the numbers of a cell mean anything: the fault fired, the pipeline worked and drained. */
    private static boolean isDecided(Cell cell) {
        return cell.verdict() == Verdict.PASS || cell.verdict() == Verdict.FAIL;
    }

    private static Claim shows(String module, Anomaly anomaly) {
        return new Claim(module, anomaly, true);
    }

    private static Claim none(String module, Anomaly anomaly) {
        return new Claim(module, anomaly, false);
    }
}
