package delivery.chaos.audit.table;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The pairs of page and input partition that occur, numbered from 0: few, for a page has one partition as a rule. */
final class Lanes {
    private final Map<Long, Integer> numbers = new HashMap<>();
    /** For every page, the lane of the partition in which it was seen last, + 1. */
    private final Column latest = new Column();

    private int[] pages = new int[1 << 4];
    private int[] partitions = new int[1 << 4];

    int of(int page, int partition) {
        int before = (int) latest.get(page) - 1;
        if (before >= 0 && partitions[before] == partition) {
            return before;
        }
        int number = numbers.computeIfAbsent((long) page << Integer.SIZE | partition, unknown -> numbers.size());
        if (number == pages.length) {
            pages = Arrays.copyOf(pages, 2 * number);
            partitions = Arrays.copyOf(partitions, 2 * number);
        }
        pages[number] = page;
        partitions[number] = partition;
        latest.set(page, number + 1L);
        return number;
    }

    int page(int lane) {
        return pages[lane];
    }

    int partition(int lane) {
        return partitions[lane];
    }
}
