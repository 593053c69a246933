package delivery.chaos.testbed;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;

/**
 * Where each event of a scenario stands in the input topic. It follows from the pages and their order alone, so that a
 * schedule can name an event before any is written: the partition is that of the producer's own partitioner, and a topic
 * that one producer fills without a transaction has no gaps.
 */
public final class InputEvents {
    /** A place in the input topic. */
    public record Position(int partition, long offset) {}

    private final Map<String, Position> positions = new HashMap<>();
    private final Map<Integer, Long> byPartition = new TreeMap<>();

    /**
     * @param ids of the events, in the order in which they are written
     * @param pages of the events, as many
     * @param partitions of the input topic
     */
    public InputEvents(List<String> ids, List<String> pages, int partitions) {
        for (int i = 0; i < ids.size(); i++) {
            int partition = partition(pages.get(i), partitions);
            long offset = byPartition.merge(partition, 1L, Long::sum) - 1;
            positions.put(ids.get(i), new Position(partition, offset));
        }
    }

    /** The partition of a page's events. */
    public static int partition(String page, int partitions) {
        return BuiltInPartitioner.partitionForKey(page.getBytes(StandardCharsets.UTF_8), partitions);
    }

    /** Number of events in every partition that has any. */
    public Map<Integer, Long> byPartition() {
        return byPartition;
    }

    /** Where an event stands; null for an id that no event has. */
    public Position position(String eventId) {
        return positions.get(eventId);
    }

    /** Whether an event stands in this partition, at this offset or behind it. */
    boolean isFrom(String eventId, int partition, long offset) {
        Position position = positions.get(eventId);
        return position != null && position.partition() == partition && position.offset() >= offset;
    }

    /** The ids of the events for which this holds. */
    Set<String> where(BiPredicate<String, Position> holds) {
        return positions.entrySet().stream()
                .filter(event -> holds.test(event.getKey(), event.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
