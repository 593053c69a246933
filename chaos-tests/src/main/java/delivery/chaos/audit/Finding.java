package delivery.chaos.audit;

import java.util.List;
import java.util.TreeMap;

/**
 * What was found of one anomaly.
 *
 * @param count exact, in the anomaly's unit
 * @param examples the first {@value #EXAMPLES_MAX}, in reading order
 */
public record Finding(long count, List<Example> examples) {
    public static final int EXAMPLES_MAX = 10;

    /** Counts cases that come in any order and keeps the first few by reading order. */
    static final class Cases {
        private final TreeMap<Long, Example> first = new TreeMap<>();
        private long count;

        /** Counts one case without an example. */
        void count() {
            count++;
        }

        /** Counts some cases without an example. */
        void add(long cases) {
            count += cases;
        }

        /** Whether a case at this place in the reading order would be among the first. */
        boolean wants(long readingOrder) {
            return first.size() < EXAMPLES_MAX || readingOrder < first.lastKey();
        }

        void keep(long readingOrder, Example example) {
            first.put(readingOrder, example);
            if (first.size() > EXAMPLES_MAX) {
                first.pollLastEntry();
            }
        }

        /** Whether a case that comes after all others would be among the first. */
        boolean wantsNext() {
            return first.size() < EXAMPLES_MAX;
        }

        /** Keeps an example that comes after all others, if it is among the first. */
        void keepNext(Example example) {
            if (wantsNext()) {
                first.put((long) first.size(), example);
            }
        }

        Cases copy() {
            Cases copy = new Cases();
            copy.count = count;
            copy.first.putAll(first);
            return copy;
        }

        Finding build() {
            return new Finding(count, List.copyOf(first.values()));
        }
    }
}
