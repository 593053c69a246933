package delivery.chaos.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * How the events of an input stand in partitions and in batches: a consumer is given whole batches, whatever it asks
 * for.
 */
public final class InputBatches {
    private final ToIntFunction<String> partition;
    private final int bytes;
    private final IntFunction<String> values;
    private final Function<List<String>, List<List<Integer>>> rounds;

    private InputBatches(
            ToIntFunction<String> partition,
            int bytes,
            IntFunction<String> values,
            Function<List<String>, List<List<Integer>>> rounds) {
        this.partition = partition;
        this.bytes = bytes;
        this.values = values;
        this.rounds = rounds;
    }

    /**
     * Fills batches with events as they come, up to a size in bytes.
     *
     * @param partition of a page
     * @param values of the events, by their number from 0; null for a tombstone
     */
    public static InputBatches ofBytes(int bytes, ToIntFunction<String> partition, IntFunction<String> values) {
        return new InputBatches(
                partition,
                bytes,
                values,
                pages -> List.of(IntStream.range(0, pages.size()).boxed().toList()));
    }

    /**
     * Puts the same number of events into each batch; the last one of a partition has what is left.
     *
     * @param partition of a page
     * @param bytes that a batch of so many events does not exceed
     */
    public static InputBatches ofEvents(int events, ToIntFunction<String> partition, int bytes, String value) {
        return new InputBatches(partition, bytes, number -> value, pages -> rounds(pages, events, partition));
    }

    private static List<List<Integer>> rounds(List<String> pages, int events, ToIntFunction<String> partition) {
        List<List<Integer>> rounds = new ArrayList<>();
        Map<Integer, Integer> before = new TreeMap<>();
        for (int index = 0; index < pages.size(); index++) {
            int round = (before.merge(partition.applyAsInt(pages.get(index)), 1, Integer::sum) - 1) / events;
            if (round == rounds.size()) {
                rounds.add(new ArrayList<>());
            }
            rounds.get(round).add(index);
        }
        return rounds;
    }

    /** The partition of a page. */
    int partition(String page) {
        return partition.applyAsInt(page);
    }

    /** {@code batch.size} of whoever writes them. */
    int bytes() {
        return bytes;
    }

    /** The value of an event, by its number from 0. */
    String value(int number) {
        return values.apply(number);
    }

    /** Numbers of the pages that are sent before the next flush, in order. */
    List<List<Integer>> rounds(List<String> pages) {
        return rounds.apply(pages);
    }
}
