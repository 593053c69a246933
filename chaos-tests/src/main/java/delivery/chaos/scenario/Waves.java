package delivery.chaos.scenario;

import delivery.chaos.workload.Portion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/**
 * Parts of an input, each of whole polls, that are written one after the other.
 *
 * @param pollEvents of which every partition has a multiple
 * @param partition of a page
 * @param waveOfPoll which wave a poll is in
 */
record Waves(int pollEvents, ToIntFunction<String> partition, WaveOfPoll waveOfPoll) {
    /** Says which wave a poll is in. */
    @FunctionalInterface
    interface WaveOfPoll {
        /**
         * The number of the wave.
         *
         * @param poll of this partition, from 0
         * @param polls that the partition has
         */
        int wave(int partition, int poll, int polls);
    }

    /** The pages wave by wave; in each partition, their order stays. */
    List<String> inOrder(List<String> pages) {
        return waves(pages).stream().flatMap(List::stream).toList();
    }

    /** A portion for each wave that has events, of pages that are in order. */
    List<Portion> portions(List<String> pages) {
        List<Portion> portions = new ArrayList<>();
        int from = 0;
        for (List<String> wave : waves(pages)) {
            portions.add(new Portion(from, from + wave.size(), List.of()));
            from += wave.size();
        }
        return portions;
    }

    private Collection<List<String>> waves(List<String> pages) {
        Map<Integer, Integer> polls = new HashMap<>();
        pages.forEach(page -> polls.merge(partition.applyAsInt(page), 1, Integer::sum));
        polls.replaceAll((number, events) -> events / pollEvents);
        Map<Integer, List<String>> waves = new TreeMap<>();
        Map<Integer, Integer> before = new HashMap<>();
        for (String page : pages) {
            int number = partition.applyAsInt(page);
            int poll = (before.merge(number, 1, Integer::sum) - 1) / pollEvents;
            waves.computeIfAbsent(waveOfPoll.wave(number, poll, polls.get(number)), none -> new ArrayList<>())
                    .add(page);
        }
        return waves.values();
    }
}
