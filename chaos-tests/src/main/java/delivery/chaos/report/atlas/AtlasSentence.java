package delivery.chaos.report.atlas;

import delivery.chaos.audit.Cell;
import delivery.chaos.audit.Verdict;
import delivery.contract.Anomaly;
import delivery.contract.Expectation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What came of a strike, made of its numbers alone: no sentence can say what was not found. It stands for itself: with
 * the versions, the layout and the settings under which it is true, and with what a repetition may show instead.
 */
final class AtlasSentence {
    /** Named also where nothing was found; the others only where something was. */
    private static final List<Anomaly> COUNTED = List.of(Anomaly.LOST, Anomaly.DUPLICATED, Anomaly.MISCOUNTED);

    private static final String UNKNOWN = "unknown";

    private AtlasSentence() {}

    static String of(AtlasScenario scenario) {
        Cell cell = scenario.first();
        String when = "If, at " + scenario.step().title() + ", " + scenario.blow() + ", ";
        if (!scenario.isDecided()) {
            boolean isBroken = scenario.verdict() == Verdict.FAIL;
            return when
                    + (isBroken
                            ? scenario.module() + " breaks its promise in one run at least: "
                            : "this run cannot say what comes of it: ")
                    + withoutStop(scenario.worst().reason()) + ".";
        }
        return when + scenario.module() + " " + found(scenario) + " (read at "
                + cell.audit().scenario().guarantee().isolationLevel() + ")."
                + varies(scenario) + atRisk(cell) + aborted(scenario) + promise(cell) + ground(scenario);
    }

    private static String withoutStop(String sentence) {
        return sentence.replaceAll("[.\\s]+$", "");
    }

    private static String found(AtlasScenario scenario) {
        List<String> clauses = new ArrayList<>();
        List<String> nothing = new ArrayList<>();
        for (Anomaly anomaly : Anomaly.values()) {
            String found = scenario.found(anomaly);
            if (!found.equals("0")) {
                clauses.add(verb(anomaly) + " " + found + " " + what(anomaly) + of(anomaly, scenario.first()));
            } else if (COUNTED.contains(anomaly)) {
                nothing.add(verb(anomaly));
            }
        }
        if (!nothing.isEmpty()) {
            clauses.add(joined(nothing) + " nothing");
        }
        return joined(clauses);
    }

    private static String verb(Anomaly anomaly) {
        return switch (anomaly) {
            case LOST -> "loses";
            case DUPLICATED -> "duplicates";
            case MISCOUNTED -> "miscounts";
            case REORDERED -> "reorders";
            default -> "shows";
        };
    }

    private static String what(Anomaly anomaly) {
        return verb(anomaly).equals("shows") ? noun(anomaly) : anomaly.unit();
    }

    private static String noun(Anomaly anomaly) {
        return switch (anomaly) {
            case LOST -> "losses";
            case DUPLICATED -> "duplicates";
            case MISCOUNTED -> "wrong counts";
            case REORDERED -> "events out of order";
            case PHANTOM -> "phantom effects";
            case ABORTED_READ -> "aborted effects that are read";
            case TORN -> "torn transactions";
            case STUCK -> "records that are stuck";
        };
    }

    private static String of(Anomaly anomaly, Cell cell) {
        return anomaly == Anomaly.LOST || anomaly == Anomaly.DUPLICATED
                ? " of " + cell.audit().events()
                : "";
    }

    private static String varies(AtlasScenario scenario) {
        int runs = scenario.cells().size();
        String repeated = runs == 1 ? "" : " In " + runs + " runs with one seed.";
        return scenario.whyVaries().isEmpty()
                ? repeated
                : repeated + " No seed decides this: " + withoutStop(scenario.whyVaries()) + ".";
    }

    private static String atRisk(Cell cell) {
        Map<Long, List<String>> byEvents = Arrays.stream(Anomaly.values())
                .filter(anomaly -> cell.atRisk(anomaly) > 0)
                .collect(Collectors.groupingBy(
                        cell::atRisk, LinkedHashMap::new, Collectors.mapping(Anomaly::label, Collectors.toList())));
        List<String> atRisk = new ArrayList<>();
        byEvents.forEach((events, labels) -> atRisk.add(events + " (" + String.join(", ", labels) + ")"));
        return atRisk.isEmpty()
                ? " No event was at risk at the strike."
                : " Events at risk at the strike: " + joined(atRisk) + ".";
    }

    private static String aborted(AtlasScenario scenario) {
        return scenario.aborted().isEmpty()
                ? ""
                : " " + scenario.aborted()
                        + " aborted effects stay in the log; only read_uncommitted consumers are given them.";
    }

    private static String promise(Cell cell) {
        List<String> forbidden = nouns(cell, expectation -> expectation == Expectation.FORBIDDEN);
        List<String> allowed = nouns(cell, expectation -> expectation != Expectation.FORBIDDEN);
        String what = (forbidden.isEmpty() ? "" : "forbids " + joined(forbidden))
                + (forbidden.isEmpty() || allowed.isEmpty() ? "" : ", and ")
                + (allowed.isEmpty() ? "" : "allows " + joined(allowed) + " of what was in flight");
        String promise = withoutStop(cell.audit().scenario().guarantee().promise());
        return " Its promise: “" + promise + ".” At this strike it " + what + ".";
    }

    private static List<String> nouns(Cell cell, Predicate<Expectation> which) {
        return Arrays.stream(Anomaly.values())
                .filter(anomaly -> anomaly != Anomaly.STUCK)
                .filter(anomaly -> which.test(cell.expectation(anomaly)))
                .map(AtlasSentence::noun)
                .toList();
    }

    /** The versions, the layout, the settings and the seed. */
    private static String ground(AtlasScenario scenario) {
        var run = scenario.first().audit().scenario();
        Map<String, String> versions = run.versions();
        String settings = scenario.settings().entrySet().stream()
                .map(setting -> setting.getKey() + " " + setting.getValue())
                .collect(Collectors.joining(", "));
        return " Kafka brokers " + versions.getOrDefault("broker", UNKNOWN) + ", clients "
                + versions.getOrDefault("clients", UNKNOWN) + ", transaction.version "
                + versions.getOrDefault("transaction.version", UNKNOWN) + "; " + scenario.layout()
                + (settings.isEmpty() ? "" : "; " + settings) + "; seed " + run.seed() + ".";
    }

    private static String joined(List<String> words) {
        int last = words.size() - 1;
        return last < 1
                ? String.join("", words)
                : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
    }
}
