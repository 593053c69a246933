package delivery.chaos.audit;

import delivery.chaos.audit.Contrast.Claim;
import delivery.chaos.audit.Contrast.Demand;
import delivery.chaos.audit.Contrast.Rule;
import delivery.chaos.history.HistoryLine.Scenario;
import delivery.contract.Anomaly;
import delivery.contract.Expectation;
import delivery.contract.Guarantee;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What sets the pipelines under one fault apart, from what their guarantees say of its circumstances. */
final class ContrastRules {
    private static final String OF_THE_CONTROL = "When nothing is broken, no pipeline shows any anomaly, whatever it"
            + " promises. So an anomaly under a fault is put down to that fault.";

    private final List<Cell> cells;
    /** Those that set pipelines apart here, and that a weaker one could have shown. */
    private final Set<Anomaly> shown = EnumSet.noneOf(Anomaly.class);

    private ContrastRules(List<Cell> cells) {
        this.cells = cells;
        for (Cell weaker : cells) {
            cells.forEach(stronger ->
                    guarantee(stronger)
                            .setApartFrom(guarantee(weaker), scenario(weaker).circumstances())
                            .stream()
                            .filter(anomaly -> couldShow(weaker, anomaly))
                            .forEach(shown::add));
        }
    }

    /**
     * The rule of one fault; none if its circumstances set no two of the pipelines apart that ran, or if nothing was at
     * risk of it: a fault may bring about a circumstance at a moment at which there is nothing to lose.
     *
     * @param cells of one fault, that say which circumstances it brought about
     */
    static Optional<Rule> of(List<Cell> cells) {
        String fault = cells.get(0).fault();
        if (cells.stream().anyMatch(cell -> Judge.isControl(scenario(cell)))) {
            List<Claim> nothing = cells.stream()
                    .flatMap(cell -> Arrays.stream(Anomaly.values())
                            .map(anomaly -> new Claim(cell.module(), anomaly, Demand.NONE_FOUND)))
                    .toList();
            return Optional.of(new Rule(fault, OF_THE_CONTROL, nothing));
        }
        ContrastRules rules = new ContrastRules(cells);
        return rules.shown.isEmpty() ? Optional.empty() : Optional.of(new Rule(fault, rules.words(), rules.claims()));
    }

    private static boolean couldShow(Cell cell, Anomaly anomaly) {
        return !cell.verdict().isDecided() || cell.atRisk(anomaly) > 0 || cell.count(anomaly) > 0;
    }

    private List<Claim> claims() {
        List<Claim> claims = new ArrayList<>();
        for (Cell cell : cells) {
            for (Anomaly anomaly : Anomaly.values()) {
                demand(cell, anomaly).ifPresent(demand -> claims.add(new Claim(cell.module(), anomaly, demand)));
            }
        }
        return claims;
    }

    private Optional<Demand> demand(Cell cell, Anomaly anomaly) {
        boolean forbidden = expects(cell, anomaly, Expectation.FORBIDDEN);
        if (shown.contains(anomaly)) {
            if (expects(cell, anomaly, Expectation.INTERESTING)) {
                return Optional.of(Demand.SHOWN);
            }
            return forbidden
                    ? Optional.of(isStricterThanWhoShows(cell, Set.of(anomaly)) ? Demand.AVOIDED : Demand.NONE_FOUND)
                    : Optional.empty();
        }
        boolean leftOpenToAnother = cells.stream().anyMatch(other -> !expects(other, anomaly, Expectation.FORBIDDEN));
        return forbidden
                        && leftOpenToAnother
                        && cell.verdict().isDecided()
                        && couldShow(cell, anomaly)
                        && isStricterThanWhoShows(cell, shown)
                ? Optional.of(Demand.NONE_FOUND)
                : Optional.empty();
    }

    /**
     * Whether its whole promise, not only this part of it, is at least that of somebody who is to show one of these.
     * Who promises more here and less elsewhere, as at-most-once does beside at-least-once, may work in an order that
     * never puts anything at risk.
     */
    private boolean isStricterThanWhoShows(Cell cell, Set<Anomaly> anomalies) {
        return cells.stream()
                .filter(weaker ->
                        anomalies.stream().anyMatch(anomaly -> expects(weaker, anomaly, Expectation.INTERESTING)))
                .anyMatch(weaker -> guarantee(cell).isAtLeastAsStrictAs(guarantee(weaker))
                        && !guarantee(weaker).isAtLeastAsStrictAs(guarantee(cell)));
    }

    private String words() {
        String apart = shown.stream().map(this::apart).collect(Collectors.joining("; "));
        String stricter = names(cell -> isStricterThanWhoShows(cell, shown));
        String beside = stricter.isEmpty()
                ? ""
                : " No other anomaly that a weaker guarantee allows is found in " + stricter + ".";
        return "Under " + cells.get(0).fault() + ", " + apart + "." + beside;
    }

    private String apart(Anomaly anomaly) {
        Predicate<Cell> forbids = cell -> expects(cell, anomaly, Expectation.FORBIDDEN);
        String tested = names(forbids.and(cell -> couldShow(cell, anomaly)));
        String untested = names(forbids.and(cell -> !couldShow(cell, anomaly)));
        return anomaly.unit() + " are " + anomaly.label() + " by "
                + names(cell -> expects(cell, anomaly, Expectation.INTERESTING))
                + (tested.isEmpty() ? "" : ", but not by " + tested)
                + (untested.isEmpty() ? "" : " (in " + untested + " nothing was at risk)");
    }

    private String names(Predicate<Cell> which) {
        List<String> names = cells.stream().filter(which).map(Cell::module).toList();
        int last = names.size() - 1;
        return last < 1
                ? String.join("", names)
                : Stream.of(String.join(", ", names.subList(0, last)), names.get(last))
                        .collect(Collectors.joining(" and "));
    }

    private static boolean expects(Cell cell, Anomaly anomaly, Expectation expectation) {
        return guarantee(cell).expectation(anomaly, scenario(cell).circumstances()) == expectation;
    }

    private static Guarantee guarantee(Cell cell) {
        return scenario(cell).guarantee();
    }

    private static Scenario scenario(Cell cell) {
        return cell.audit().scenario();
    }
}
