package delivery.chaos.report;

import delivery.chaos.audit.Cell;
import delivery.chaos.history.HistoryLine.Wire;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the programs of one client library asked of the brokers, over all their cells: by the ApiKeys and versions of
 * their requests, which the wire tap saw.
 *
 * @param name what the clients say that they are (KIP-511): {@code librdkafka 2.16.0}; several if a program has several
 * @param modules programs that are built on it, in the order of the report
 * @param versions of requests, in ascending order, by the name of their ApiKey; empty lists if histories do not say
 *     them
 */
public record ClientLibrary(String name, List<String> modules, Map<String, List<Short>> versions) {
    /** EndTxn from here on answers with a new epoch (KIP-890). */
    private static final short EPOCH_OF_ITS_OWN = 5;

    /** Those of a run, in the order of their first module; cells whose clients did not say what they are have none. */
    static List<ClientLibrary> of(Matrix matrix) {
        Map<String, List<Cell>> cells = new LinkedHashMap<>();
        for (Cell cell : matrix.cells()) {
            List<String> software = cell.isAudited() ? cell.audit().clientSoftware() : List.of();
            if (!software.isEmpty()) {
                cells.computeIfAbsent(String.join(", ", software), none -> new ArrayList<>())
                        .add(cell);
            }
        }
        return cells.entrySet().stream()
                .map(library -> new ClientLibrary(
                        library.getKey(),
                        library.getValue().stream().map(Cell::module).distinct().toList(),
                        versions(library.getValue())))
                .toList();
    }

    private static Map<String, List<Short>> versions(List<Cell> cells) {
        Map<String, TreeSet<Short>> versions = new TreeMap<>();
        for (Wire wire :
                cells.stream().flatMap(cell -> cell.audit().wire().stream()).toList()) {
            versions.computeIfAbsent(wire.apiKey(), none -> new TreeSet<>()).addAll(wire.versions());
        }
        return versions.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> List.copyOf(entry.getValue()), (one, other) -> one, TreeMap::new));
    }

    /** How its programs ended transactions, as their requests show it. */
    public String transactions() {
        if (!asked("END_TXN")) {
            return "none were ended";
        }
        if (versions.get("END_TXN").isEmpty()) {
            return "of versions that were not recorded";
        }
        String epochs = versions.get("END_TXN").stream().allMatch(version -> version >= EPOCH_OF_ITS_OWN)
                ? "an epoch for each (KIP-890)"
                : "one epoch for many (before KIP-890)";
        return epochs
                + (asked("ADD_PARTITIONS_TO_TXN") ? ", partitions are announced" : ", partitions are not announced");
    }

    /** The protocols by which its programs were members of groups, as their requests show them. */
    public String groups() {
        String protocols = Stream.of(
                        asked("JOIN_GROUP") ? "classic" : "",
                        asked("CONSUMER_GROUP_HEARTBEAT") ? "consumer (KIP-848)" : "",
                        asked("STREAMS_GROUP_HEARTBEAT") ? "streams (KIP-1071)" : "")
                .filter(protocol -> !protocol.isEmpty())
                .collect(Collectors.joining(", "));
        return protocols.isEmpty() ? "none" : protocols;
    }

    private boolean asked(String apiKey) {
        return versions.containsKey(apiKey);
    }

    /** The versions of one ApiKey's requests: {@code 12, 13}; empty if there was none. */
    public String versionsOf(String apiKey) {
        return versions.getOrDefault(apiKey, List.of()).stream()
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
    }
}
