package delivery.chaos.audit;

import delivery.chaos.history.HistoryLine.Range;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Events of the input by where they stand, to be looked up one by one. */
final class Ranges {
    /** By partition, from the first offset of each range to its last; none overlaps another. */
    private final Map<Integer, NavigableMap<Long, Long>> byPartition = new HashMap<>();

    Ranges(Collection<Range> ranges) {
        ranges.forEach(this::add);
    }

    private void add(Range range) {
        NavigableMap<Long, Long> lasts = byPartition.computeIfAbsent(range.partition(), none -> new TreeMap<>());
        long first = range.first();
        long last = range.last();
        Map.Entry<Long, Long> before = lasts.floorEntry(last);
        while (before != null && before.getValue() >= first) {
            first = Math.min(first, before.getKey());
            last = Math.max(last, before.getValue());
            lasts.remove(before.getKey());
            before = lasts.floorEntry(last);
        }
        lasts.put(first, last);
    }

    boolean contains(int partition, long offset) {
        NavigableMap<Long, Long> lasts = byPartition.get(partition);
        Map.Entry<Long, Long> before = lasts == null ? null : lasts.floorEntry(offset);
        return before != null && before.getValue() >= offset;
    }
}
