package delivery.chaos.audit;

import java.util.Map;
import java.util.TreeMap;

/** The offsets of one partition that a history accounts for, in whatever order it names them. */
final class Offsets {
    /** From the first offset of each span to the one after its last; no two touch. */
    private final TreeMap<Long, Long> spans = new TreeMap<>();
    /** The span that grew last, for records come in order as a rule. */
    private long first;

    private long end;

    /**
     * Adds a span.
     *
     * @return whether none of it was there before
     */
    boolean add(long from, long to) {
        if (from == end && from > first && spans.higherKey(first) == null) {
            end = to + 1;
            return true;
        }
        settle();
        Map.Entry<Long, Long> before = spans.floorEntry(to);
        if (before != null && before.getValue() > from) {
            return false;
        }
        first = from;
        end = to + 1;
        if (before != null && before.getValue() == from) {
            first = before.getKey();
        }
        Long next = spans.remove(end);
        end = next == null ? end : next;
        settle();
        return true;
    }

    private void settle() {
        if (end > first) {
            spans.put(first, end);
        }
    }

    /** The first offset, from 0, that nothing accounts for. */
    long firstMissing() {
        settle();
        return spans.getOrDefault(0L, 0L);
    }

    /** The offset after the last. */
    long end() {
        settle();
        return spans.isEmpty() ? 0 : spans.lastEntry().getValue();
    }
}
