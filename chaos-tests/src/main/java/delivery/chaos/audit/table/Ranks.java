package delivery.chaos.audit.table;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The rank of every event among those of its page in its input partition, by offset, from 1: what the running count of
 * its effect has to be.
 */
public final class Ranks {
    private final EventTable events;
    private final Column ranks = new Column();
    /** By lane, how many events it has so far, and the offset of the latest. */
    private long[] counts = new long[1 << 4];

    private long[] latestOffsets = new long[1 << 4];
    private boolean areInOrder = true;

    public Ranks(EventTable events) {
        this.events = events;
    }

    /** Takes note of the event that was added last. */
    public void add(int event) {
        int lane = events.lane(event);
        if (lane >= counts.length) {
            counts = Arrays.copyOf(counts, 2 * lane);
            latestOffsets = Arrays.copyOf(latestOffsets, 2 * lane);
        }
        areInOrder &= counts[lane] == 0 || latestOffsets[lane] < events.offset(event);
        latestOffsets[lane] = events.offset(event);
        ranks.set(event, ++counts[lane]);
    }

    public long of(int event) {
        if (!areInOrder) {
            sort();
        }
        return ranks.get(event);
    }

    /** The lines of the events need not be in the order of their offsets. */
    private void sort() {
        Arrays.fill(counts, 0);
        IntStream.range(0, events.size())
                .boxed()
                .sorted(Comparator.comparingLong(events::offset))
                .forEach(event -> ranks.set(event, ++counts[events.lane(event)]));
        areInOrder = true;
    }
}
