package delivery.chaos.report.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the undisturbed cell of a module asks of its brokers, or how long it took, where that changed by half or more.
 *
 * @param what is counted, with its unit
 */
public record CostChange(String cell, String what, double before, double after) {
    /** Requests whose number the work decides; how often a client fetches or sends heartbeats, time does. */
    private static final Set<String> API_KEYS =
            Set.of("PRODUCE", "OFFSET_COMMIT", "TXN_OFFSET_COMMIT", "ADD_PARTITIONS_TO_TXN", "END_TXN");

    private static final double PER_EVENTS = 1000;
    /** Of less in 1,000 events, one request more is no change. */
    private static final double LEAST = 1;

    private static final String DURATION = "duration, s";

    /** The changes in a cell that is in both reports; none of one in which something was broken. */
    static List<CostChange> of(String id, JsonNode old, JsonNode now, Load load) {
        List<CostChange> changes = new ArrayList<>();
        if (isControl(old) && isControl(now)) {
            Map<String, Double> before = figures(old);
            figures(now).forEach((what, value) -> {
                double held = what.equals(DURATION) ? value / load.factor() : value;
                if (before.containsKey(what) && isApart(before.get(what), held)) {
                    changes.add(new CostChange(id, what, before.get(what), value));
                }
            });
        }
        return changes;
    }

    private static boolean isControl(JsonNode cell) {
        return cell.path("faultsRequired").asInt(-1) == 0
                && cell.path("circumstances").size() == 1
                && cell.path("circumstances").get(0).asText().equals("UNDISTURBED");
    }

    private static boolean isApart(double one, double other) {
        return Math.max(one, other) >= LEAST && Math.max(one, other) > RecoveryChange.FACTOR * Math.min(one, other);
    }

    /** By what is counted; a report of schema 1 has no requests by cell, and what is not counted is not compared. */
    private static Map<String, Double> figures(JsonNode cell) {
        Map<String, Double> figures = new LinkedHashMap<>();
        double events = cell.path("events").asDouble();
        if (cell.path("requests").isArray() && events > 0) {
            API_KEYS.stream().sorted().forEach(key -> figures.put(perEvents(key), 0.0));
            cell.get("requests").forEach(one -> {
                String name = perEvents(one.path("apiKey").asText());
                figures.computeIfPresent(
                        name, (key, none) -> one.path("requests").asDouble() * PER_EVENTS / events);
            });
        }
        if (cell.path("durationSeconds").isNumber()) {
            figures.put(DURATION, cell.get("durationSeconds").asDouble());
        }
        return figures;
    }

    private static String perEvents(String apiKey) {
        return apiKey + " requests in 1,000 events";
    }
}
