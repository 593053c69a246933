package delivery.chaos.report;

import delivery.chaos.audit.Cell;
import delivery.contract.Anomaly;
import delivery.contract.Expectation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** What came of a strike, made of its numbers alone: no sentence can say what was not found. */
final class AtlasSentence {
    private static final List<Anomaly> COUNTED = List.of(Anomaly.LOST, Anomaly.DUPLICATED, Anomaly.MISCOUNTED);

    private AtlasSentence() {}

    static String of(AtlasScenario scenario) {
        Cell cell = scenario.first();
        String when = "When at " + scenario.step().title() + " " + scenario.blow() + ", ";
        if (!scenario.isDecided()) {
            return when + "this run cannot say what comes of it: " + cell.reason() + ".";
        }
        return when + scenario.module() + " " + found(scenario) + "." + aborted(cell) + time(scenario) + promise(cell);
    }

    private static String found(AtlasScenario scenario) {
        List<String> clauses = new ArrayList<>();
        List<String> nothing = new ArrayList<>();
        for (Anomaly anomaly : Anomaly.values()) {
            String found = scenario.found(anomaly);
            if (!found.equals("0")) {
                clauses.add(verb(anomaly) + " " + found + " " + anomaly.unit() + of(anomaly, scenario.first())
                        + example(anomaly, scenario.first()));
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
            default -> "shows as " + anomaly.label();
        };
    }

    private static String of(Anomaly anomaly, Cell cell) {
        return anomaly == Anomaly.LOST || anomaly == Anomaly.DUPLICATED
                ? " of " + cell.audit().events()
                : "";
    }

    private static String example(Anomaly anomaly, Cell cell) {
        return cell.examples(anomaly).stream()
                .findFirst()
                .map(example -> " (first "
                        + (example.eventId() == null ? "" : "event " + example.eventId() + ", ")
                        + "page " + example.page() + ")")
                .orElse("");
    }

    private static String aborted(Cell cell) {
        long aborted = cell.audit().uncommittedEffects();
        return aborted == 0
                ? ""
                : " " + aborted + " effects of what was aborted stay in the log, for read_uncommitted consumers alone.";
    }

    private static String time(AtlasScenario scenario) {
        Long ms = scenario.stoodStillMs();
        return ms == null
                ? " No effect was acknowledged after it."
                : String.format(Locale.ROOT, " The next effect is acknowledged %.1f s after it.", ms / 1000.0);
    }

    private static String promise(Cell cell) {
        List<String> forbidden = labels(cell, expectation -> expectation == Expectation.FORBIDDEN);
        List<String> open = labels(cell, expectation -> expectation != Expectation.FORBIDDEN);
        String what = (forbidden.isEmpty() ? "" : "forbids " + joined(forbidden))
                + (forbidden.isEmpty() || open.isEmpty() ? "" : ", and ")
                + (open.isEmpty() ? "" : "leaves open " + joined(open));
        String promise = cell.audit().scenario().guarantee().promise();
        return " Its promise, “" + promise.replaceAll("\\.$", "") + "”, here " + what + ".";
    }

    private static List<String> labels(Cell cell, Predicate<Expectation> which) {
        return Arrays.stream(Anomaly.values())
                .filter(COUNTED::contains)
                .filter(anomaly -> which.test(cell.expectation(anomaly)))
                .map(Anomaly::label)
                .toList();
    }

    private static String joined(List<String> words) {
        int last = words.size() - 1;
        return last < 1
                ? String.join("", words)
                : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
    }
}
