package delivery.chaos.audit;

import delivery.contract.Anomaly;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Contrast as proof: under the same fault the weaker module shows its anomaly and the stronger one does not, though events
 * were at risk of it in both. A guarantee that shows nothing where a weaker one shows nothing either, or where nothing was
 * at risk, has proved nothing.
 */
public final class Contrast {
    /** All rules of the exact course, in the order of a report. */
    public static final List<Rule> RULES = ContrastRules.ALL;

    private static final String RAGGED = "-ragged";

    private Contrast() {}

    /** What is to be seen in the cells of one fault. */
    public record Rule(String fault, String words, List<Claim> claims) {
        private Rule onTheRaggedCourse() {
            return new Rule(fault + RAGGED, words + " So it is on the ragged course.", claims);
        }
    }

    /** That a module shows an anomaly in every repetition, as its fault's doing, or does not in any, though it could have. */
    public record Claim(String module, Anomaly anomaly, boolean shows) {
        /** Whether what was decided of a cell says so. */
        private boolean isKeptBy(Cell cell) {
            return cell.runs().stream()
                    .filter(Contrast::isDecided)
                    .allMatch(run -> wasAtRisk(run) && (shows ? isFaultsDoing(run) : isAbsent(run)));
        }

        /** Where nothing is broken, nothing has to be at risk for nothing to be found. */
        private boolean wasAtRisk(Cell run) {
            return Judge.isControl(run.audit().scenario()) || run.atRisk(anomaly) > 0;
        }

        /** Found, and in flight when the fault struck: what else is found proves nothing of the fault. */
        private boolean isFaultsDoing(Cell run) {
            return run.attribution(anomaly) != null && run.attribution(anomaly).events() > 0;
        }

        private boolean isAbsent(Cell run) {
            return run.count(anomaly) == 0;
        }

        /** {@code 0 duplicated of 500 at risk}, {@code 0 lost, nothing was at risk}. */
        private String number(Cell cell) {
            long count = cell.count(anomaly);
            if (Judge.isControl(cell.audit().scenario())) {
                return count == 0 ? "nothing found" : number(count) + " " + anomaly.label();
            }
            String found = number(count) + " " + anomaly.label();
            boolean atRiskInEveryRun = cell.runs().stream().allMatch(this::wasAtRisk);
            return atRiskInEveryRun
                    ? found + " of " + number(cell.atRisk(anomaly)) + " at risk" + notOfTheFault(cell)
                    : found + ", nothing was at risk" + (cell.atRisk(anomaly) > 0 ? " in some runs" : "");
        }

        private String notOfTheFault(Cell cell) {
            Attribution attribution = cell.attribution(anomaly);
            return !shows || attribution == null || attribution.events() == cell.count(anomaly)
                    ? ""
                    : " (" + number(attribution.events()) + " of them in flight when the fault struck)";
        }

        private static String number(long events) {
            return String.format(Locale.ROOT, "%,d", events);
        }
    }

    /** How a rule came out. */
    public enum Status {
        /** Every cell ran and shows what it has to. */
        HELD("held", '✓'),
        /** A cell that was decided does not show what it has to, or nothing was at risk in it. */
        MISSING("missing", '✗'),
        /** A cell did not run, or came to no decision, and those that did show what they have to. */
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
     * @param numbers what was found of what was at risk, by module: {@code 41 duplicated of 50 at risk}, {@code not run}; of a
     *     cell that came to no decision, its verdict and the reason of it
     * @param undecided the modules whose cells ran and came to no decision, in every run of them
     */
    public record Finding(Rule rule, Status status, Map<String, String> numbers, Set<String> undecided) {
        public boolean isHeld() {
            return status == Status.HELD;
        }
    }

    /**
     * Holds all {@link #RULES} against the cells of a run, and those of the faults that ran on the ragged course too.
     *
     * @param cells no two of the same id
     * @return a finding for every rule, in their order, then those of the ragged course
     */
    public static List<Finding> check(List<Cell> cells) {
        Map<String, Cell> byId = cells.stream().collect(Collectors.toMap(Cell::id, Function.identity()));
        Set<String> faults = cells.stream().map(Cell::fault).collect(Collectors.toSet());
        List<Rule> rules = new ArrayList<>(RULES);
        RULES.stream()
                .map(Rule::onTheRaggedCourse)
                .filter(rule -> faults.contains(rule.fault()))
                .forEach(rules::add);
        return rules.stream().map(rule -> check(rule, byId)).toList();
    }

    private static Finding check(Rule rule, Map<String, Cell> cells) {
        Map<String, String> numbers = new LinkedHashMap<>();
        boolean missing = false;
        boolean unchecked = false;
        Set<String> undecided = new LinkedHashSet<>();
        for (Claim claim : rule.claims()) {
            Cell cell = cells.get(Cell.id(claim.module(), rule.fault()));
            if (cell != null && !isDecided(cell)) {
                undecided.add(claim.module());
            }
            unchecked |= cell == null || !cell.runs().stream().allMatch(Contrast::isDecided);
            missing |= cell != null && !claim.isKeptBy(cell);
            numbers.merge(claim.module(), number(claim, cell), Contrast::together);
        }
        return new Finding(rule, status(missing, unchecked), numbers, undecided);
    }

    private static String together(String one, String other) {
        return one.equals(other) || List.of(one.split(", ")).contains(other) ? one : one + ", " + other;
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
        return isDecided(cell) ? claim.number(cell) : cell.verdict().label() + ": " + cell.reason();
    }

    /** Whether the numbers of a cell mean anything: the fault fired, the pipeline worked and drained. */
    private static boolean isDecided(Cell cell) {
        return cell.verdict() == Verdict.PASS || cell.verdict() == Verdict.FAIL;
    }
}
