package delivery.chaos.report.cost;

import java.util.Map;

/**
 * What a pipeline said to the brokers, through a wire tap, in a pass of its own.
 *
 * @param events that were worked off
 * @param requests by ApiKey, a million events
 * @param refused responses that refuse a write or a commit, by ApiKey and error, a million events
 * @param bytesOut of requests, an event
 * @param bytesIn of responses, an event
 */
public record WireUse(
        int events, Map<String, Double> requests, Map<String, Double> refused, double bytesOut, double bytesIn) {
    /** Requests of all ApiKeys, a million events. */
    public double allRequests() {
        return requests.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
