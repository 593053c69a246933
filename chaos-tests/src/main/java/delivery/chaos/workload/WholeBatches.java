package delivery.chaos.workload;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * Fills every partition of the input up to whole batches. A pipeline that polls as many events as a batch has then
 * never polls a rest, and where its batches begin does not depend on which partition it was given first.
 */
public final class WholeBatches {
    private WholeBatches() {}

    /**
     * The pages, and after them as many of them again as it takes, from the first on.
     *
     * @param batchEvents of which every partition is to have a multiple
     * @param partition of a page
     */
    public static List<String> fill(List<String> pages, int batchEvents, ToIntFunction<String> partition) {
        Map<Integer, Integer> missing = new HashMap<>();
        for (String page : pages) {
            missing.merge(
                    partition.applyAsInt(page), batchEvents - 1, (one, other) -> one == 0 ? batchEvents - 1 : one - 1);
        }
        long left = missing.values().stream().mapToLong(Integer::longValue).sum();
        List<String> filled = new ArrayList<>(pages);
        // Those of partitions that are full are not looked at again: there may be a million of them.
        for (List<String> candidates = pages; left > 0; ) {
            for (int i = 0; i < candidates.size() && left > 0; i++) {
                String page = candidates.get(i);
                if (missing.computeIfPresent(partition.applyAsInt(page), (same, count) -> count - 1) >= 0) {
                    filled.add(page);
                    left--;
                }
            }
            candidates = candidates.stream()
                    .filter(page -> missing.get(partition.applyAsInt(page)) > 0)
                    .toList();
        }
        return filled;
    }
}
