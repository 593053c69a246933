package delivery.chaos.report;

import delivery.chaos.audit.Cell;
import delivery.contract.Circumstance;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a module asks of its brokers where nothing is broken: the only cost that a matrix measures, for times are those
 * of a cold pipeline behind wire tap and proxies.
 *
 * @param requests for 1,000 events, of the kinds that the work decides; retries are in it
 * @param byApiKey the same by kind
 */
public record Price(double requests, Map<String, Double> byApiKey) {
    /** How often a client fetches or sends heartbeats, time decides and not the work. */
    private static final List<String> OF_THE_WORK = List.of(
            "PRODUCE", "OFFSET_COMMIT", "TXN_OFFSET_COMMIT", "ADD_PARTITIONS_TO_TXN", "ADD_OFFSETS_TO_TXN", "END_TXN");

    private static final double PER_EVENTS = 1000;

    /** By module, of the control on the exact course; a module without one, or whose wire is not known, has none. */
    static Map<String, Price> of(Matrix matrix) {
        Map<String, Price> prices = new LinkedHashMap<>();
        for (Cell cell : matrix.cells()) {
            if (isControl(cell) && cell.isAudited() && cell.audit().events() > 0) {
                Price price = of(cell);
                if (price.requests > 0) {
                    prices.putIfAbsent(cell.module(), price);
                }
            }
        }
        return prices;
    }

    private static boolean isControl(Cell cell) {
        return cell.audit().scenario().firingsRequired() == 0
                && cell.audit().scenario().circumstances().equals(Set.of(Circumstance.UNDISTURBED));
    }

    private static Price of(Cell cell) {
        Map<String, Double> byApiKey = new LinkedHashMap<>();
        double all = 0;
        for (String apiKey : OF_THE_WORK) {
            double requests = PER_EVENTS
                    * cell.audit().wire().stream()
                            .filter(line -> line.apiKey().equals(apiKey))
                            .mapToLong(line -> line.requests())
                            .sum()
                    / cell.audit().events();
            if (requests > 0) {
                byApiKey.put(apiKey, requests);
                all += requests;
            }
        }
        return new Price(all, byApiKey);
    }
}
