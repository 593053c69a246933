package delivery.chaos.report.timeline;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where the events stand in the input. Other offsets are those of aborted records and of transaction markers, so that
 * a position of a consumer is no number of events.
 */
final class InputOffsets {
    private final Map<Integer, List<Long>> byPartition;

    /** @param eventPlaces partition and offset of each event */
    InputOffsets(List<long[]> eventPlaces) {
        byPartition = eventPlaces.stream()
                .collect(Collectors.groupingBy(
                        place -> (int) place[0],
                        HashMap::new,
                        Collectors.mapping(place -> place[1], Collectors.toList())));
        byPartition.values().forEach(Collections::sort);
    }

    /** How many events stand before these positions, by partition. */
    long before(Map<Integer, Long> positions) {
        return positions.entrySet().stream()
                .mapToLong(position -> before(position.getKey(), position.getValue()))
                .sum();
    }

    private long before(int partition, long position) {
        int found = Collections.binarySearch(byPartition.getOrDefault(partition, List.of()), position);
        return found >= 0 ? found : -found - 1;
    }
}
