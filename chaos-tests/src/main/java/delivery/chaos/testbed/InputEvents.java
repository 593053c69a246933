package delivery.chaos.testbed;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.IntFunction;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;

/**
 * Where each event of a scenario stands in the input topic. It follows from what is written and its order alone, so
 * that a schedule can name an event before any is written: the partition is that of the producer's own partitioner,
 * and an offset is the number of records and markers before it.
 */
public final class InputEvents {
    /** A place in the input topic. */
    public record Position(int partition, long offset) {}

    /**
     * The most events of a partition that a pipeline has in hand and nothing sent of: twice Kafka's default of
     * {@code max.poll.records}.
     */
    private static final int IN_HAND_MAX = 1_000;

    private final IntFunction<String> ids;
    private final int[] partitions;
    private final long[] offsets;
    /** By partition, the offsets of its events, ascending. */
    private final Map<Integer, long[]> byPartition = new TreeMap<>();
    /** By partition, the number of its last event. */
    private final Map<Integer, Integer> lastOfPartition = new TreeMap<>();

    private InputEvents(IntFunction<String> ids, int[] partitions, long[] offsets) {
        this.ids = ids;
        this.partitions = partitions;
        this.offsets = offsets;
        Map<Integer, Integer> sizes = new TreeMap<>();
        for (int partition : partitions) {
            sizes.merge(partition, 1, Integer::sum);
        }
        sizes.forEach((partition, size) -> byPartition.put(partition, new long[size]));
        Map<Integer, Integer> filled = new TreeMap<>();
        for (int event = 0; event < partitions.length; event++) {
            int index = filled.merge(partitions[event], 1, Integer::sum) - 1;
            byPartition.get(partitions[event])[index] = offsets[event];
            lastOfPartition.put(partitions[event], event);
        }
    }

    /** Takes what stands in the input topic in the order in which it is written. */
    public static final class Builder {
        private final IntFunction<String> ids;
        private final long[] ends;
        private final List<Position> events = new ArrayList<>();

        /**
         * @param ids of the events, by their number from 0: a prefix, a hyphen, and the number in decimal digits
         * @param partitions of the input topic
         */
        public Builder(IntFunction<String> ids, int partitions) {
            this.ids = ids;
            this.ends = new long[partitions];
        }

        /** The next event is one of this partition. */
        public void event(int partition) {
            events.add(new Position(partition, ends[partition]++));
        }

        /** The next record of this partition is no event: it is aborted, or a marker. */
        public void noEvent(int partition) {
            ends[partition]++;
        }

        public InputEvents build() {
            return new InputEvents(
                    ids,
                    events.stream().mapToInt(Position::partition).toArray(),
                    events.stream().mapToLong(Position::offset).toArray());
        }
    }

    /** The partition of a page's events in a topic of so many that never has more. */
    public static int partition(String page, int partitions) {
        return BuiltInPartitioner.partitionForKey(page.getBytes(StandardCharsets.UTF_8), partitions);
    }

    /** How many there are. */
    public int number() {
        return partitions.length;
    }

    /** Number of events in every partition that has any. */
    public Map<Integer, Long> byPartition() {
        Map<Integer, Long> numbers = new TreeMap<>();
        byPartition.forEach((partition, events) -> numbers.put(partition, (long) events.length));
        return numbers;
    }

    /** The offset after the last event of every partition that has any. */
    public Map<Integer, Long> ends() {
        Map<Integer, Long> ends = new TreeMap<>();
        byPartition.forEach((partition, events) -> ends.put(partition, events[events.length - 1] + 1));
        return ends;
    }

    /** How many events stand before these offsets, by partition; in a partition that is not named, none does. */
    public long before(Map<Integer, Long> ends) {
        return ends.entrySet().stream()
                .mapToLong(end -> {
                    int found =
                            Arrays.binarySearch(byPartition.getOrDefault(end.getKey(), new long[0]), end.getValue());
                    return found < 0 ? -found - 1 : found;
                })
                .sum();
    }

    /** Where an event stands; null for an id that no event has. */
    public Position position(String eventId) {
        int event = number(eventId);
        return event < 0 ? null : new Position(partitions[event], offsets[event]);
    }

    /**
     * Those of some events that a pipeline may have in hand: what it has begun, and of the rest of each partition the
     * first {@value #IN_HAND_MAX}. Who commits what it is not at loses it without being struck at it.
     *
     * @param begun of which an effect was sent
     */
    Set<String> inHand(Collection<String> eventIds, Set<String> begun) {
        Set<String> inHand = new HashSet<>();
        Map<Integer, NavigableMap<Long, String>> notBegun = new TreeMap<>();
        for (String id : eventIds) {
            Position position = position(id);
            if (position == null || begun.contains(id)) {
                inHand.add(id);
            } else {
                notBegun.computeIfAbsent(position.partition(), none -> new TreeMap<>())
                        .put(position.offset(), id);
            }
        }
        notBegun.values()
                .forEach(rest -> rest.values().stream().limit(IN_HAND_MAX).forEach(inHand::add));
        return inHand;
    }

    /** The id of the last event of a partition that has any. */
    public String last(int partition) {
        return ids.apply(lastOfPartition.get(partition));
    }

    /** The number of an event, from its id; -1 for an id that no event has. */
    public int number(String eventId) {
        int number = 0;
        for (int at = eventId.lastIndexOf('-') + 1; at < eventId.length(); at++) {
            int digit = eventId.charAt(at) - '0';
            if (digit < 0 || digit > 9 || number >= partitions.length) {
                return -1;
            }
            number = 10 * number + digit;
        }
        return number < partitions.length && ids.apply(number).equals(eventId) ? number : -1;
    }

    /** Whether an event stands in this partition, at this offset or after it. */
    public boolean isFrom(String eventId, int partition, long offset) {
        int event = number(eventId);
        return event >= 0 && partitions[event] == partition && offsets[event] >= offset;
    }

    /** The ids of the events for which this holds. */
    public Set<String> where(BiPredicate<String, Position> holds) {
        Set<String> found = new HashSet<>();
        for (int event = 0; event < partitions.length; event++) {
            String id = ids.apply(event);
            if (holds.test(id, new Position(partitions[event], offsets[event]))) {
                found.add(id);
            }
        }
        return found;
    }
}
