package delivery.chaos.audit;

import delivery.contract.Anomaly;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Contrast as proof: under the same fault the weaker pipeline shows its anomaly and the stronger one does not, though
 * events were at risk of it in both. A guarantee that shows nothing where a weaker one shows nothing either, or where
 * nothing was at risk, has proved nothing. Which anomaly sets two guarantees apart under a circumstance, their tables
 * say: the weaker is expected to show it, the stronger forbids it.
 */
public final class Contrast {
    private Contrast() {}

    /**
     * What is to be seen in the cells of one fault.
     *
     * @param words the same in a sentence
     */
    public record Rule(String fault, String words, List<Claim> claims) {}

    /** What a cell has to come to, in every repetition. */
    enum Demand {
        /** Found, as the fault's doing. */
        SHOWN,
        /** Not found, though events were at risk of it. */
        AVOIDED,
        /** Not found. */
        NONE_FOUND
    }

    /** What is demanded of a module's cell in respect of an anomaly. */
    public record Claim(String module, Anomaly anomaly, Demand demand) {
        /** Whether what was decided of a cell says so. */
        private boolean isKeptBy(Cell cell) {
            return cell.runs().stream().filter(run -> run.verdict().isDecided()).allMatch(run -> switch (demand) {
                case SHOWN -> run.atRisk(anomaly) > 0 ? isFaultsDoing(run) : isLeftToChance(run);
                case AVOIDED -> run.count(anomaly) == 0 && (run.atRisk(anomaly) > 0 || isLeftToChance(run));
                case NONE_FOUND -> run.count(anomaly) == 0;
            });
        }

        /** Whether something was at risk in every run of a cell, where something has to be. */
        private boolean wasPutToTheTest(Cell cell) {
            return demand == Demand.NONE_FOUND || cell.runs().stream().allMatch(run -> run.atRisk(anomaly) > 0);
        }

        /** On the ragged course a strike may find nothing at risk of this anomaly: its rule is not checked then. */
        private static boolean isLeftToChance(Cell run) {
            return run.audit().scenario().course().equals("ragged");
        }

        /** Found, and in flight when the fault struck: what else is found proves nothing of the fault. */
        private boolean isFaultsDoing(Cell run) {
            return run.attribution(anomaly) != null && run.attribution(anomaly).events() > 0;
        }

        /** {@code 0 duplicated of 500 at risk}, {@code 0 lost, nothing was at risk}. */
        private String number(Cell cell) {
            long count = cell.count(anomaly);
            if (Judge.isControl(cell.audit().scenario())) {
                return count == 0 ? "nothing found" : number(count) + " " + anomaly.label();
            }
            String found = number(count) + " " + anomaly.label();
            boolean atRiskInEveryRun = cell.runs().stream().allMatch(run -> run.atRisk(anomaly) > 0);
            return atRiskInEveryRun
                    ? found + " of " + number(cell.atRisk(anomaly)) + " at risk" + notOfTheFault(cell)
                    : found + ", nothing was at risk" + (cell.atRisk(anomaly) > 0 ? " in some runs" : "");
        }

        private String notOfTheFault(Cell cell) {
            Attribution attribution = cell.attribution(anomaly);
            return demand != Demand.SHOWN || attribution == null || attribution.events() == cell.count(anomaly)
                    ? ""
                    : " (" + number(attribution.events()) + " of them in flight when the fault struck)";
        }

        private static String number(long events) {
            return String.format(Locale.ROOT, "%,d", events);
        }
    }

    /** How a rule came out. */
    public enum Status implements LabelledOutcome {
        /** Every cell shows what it has to. */
        HELD('✓'),
        /** A cell that was decided does not show what it has to, or nothing was at risk in it. */
        MISSING('✗'),
        /** A cell came to no decision, or chance put nothing at risk in it; the others show what they have to. */
        NOT_CHECKED('–');

        private final char shape;

        Status(char shape) {
            this.shape = shape;
        }

        @Override
        public char shape() {
            return shape;
        }
    }

    /**
     * A rule, and what the cells say of it.
     *
     * @param numbers what was found of what was at risk, by module: {@code 41 duplicated of 50 at risk}; of a cell that
     *     came to no decision, its verdict and the reason of it
     */
    public record RuleResult(Rule rule, Status status, Map<String, String> numbers) {
        public boolean isHeld() {
            return status == Status.HELD;
        }
    }

    /**
     * Holds the cells of a run against each other, fault by fault. A fault that sets no two of them apart has no rule.
     *
     * @param cells no two of the same id; those of a fault in the order in which their numbers are to stand
     * @return a finding for every rule, in the order of the cells
     * @throws IllegalStateException if two cells have the same id
     */
    public static List<RuleResult> check(List<Cell> cells) {
        Map<String, Cell> byId = new LinkedHashMap<>();
        for (Cell cell : cells) {
            if (byId.put(cell.id(), cell) != null) {
                throw new IllegalStateException("two cells are called " + cell.id());
            }
        }
        return cells.stream()
                // A scenario that does not even name its circumstances is a HARNESS_ERROR, and compares with nothing.
                .filter(cell -> !cell.audit().scenario().circumstances().isEmpty())
                .collect(Collectors.groupingBy(Cell::fault, LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(ContrastRules::of)
                .flatMap(Optional::stream)
                .map(rule -> check(rule, byId))
                .toList();
    }

    private static RuleResult check(Rule rule, Map<String, Cell> cells) {
        Map<String, String> numbers = new LinkedHashMap<>();
        boolean missing = false;
        boolean unchecked = false;
        for (Claim claim : rule.claims()) {
            Cell cell = cells.get(Cell.id(claim.module(), rule.fault()));
            unchecked |=
                    !cell.runs().stream().allMatch(run -> run.verdict().isDecided()) || !claim.wasPutToTheTest(cell);
            missing |= !claim.isKeptBy(cell);
            String number = cell.verdict().isDecided()
                    ? claim.number(cell)
                    : cell.verdict().label() + ": " + cell.reason();
            numbers.merge(claim.module(), number, Contrast::together);
        }
        return new RuleResult(rule, status(missing, unchecked), numbers);
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
}
