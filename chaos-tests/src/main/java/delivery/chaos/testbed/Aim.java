package delivery.chaos.testbed;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A moment at which a fault strikes, by what the pipeline does and not by the clock: the first request of a kind that
 * concerns this event, or a later one of its partition. A seed decides it before the pipeline starts.
 *
 * @param partition of the input topic
 * @param offset of an event in it
 */
public record Aim(Step step, int partition, long offset) {
    /** The request at which it strikes. */
    public enum Step {
        /** A Produce that carries the effect. */
        PRODUCE("Produce with effects"),
        /** A commit, in a transaction or not, of an offset after the event. */
        COMMIT("commit of offsets"),
        /** The EndTxn that commits a transaction, once the effect was sent. */
        END_TXN("EndTxn (commit)"),
        /** The request that ends the event's cycle: such an EndTxn, or a commit of offsets without a transaction. */
        END_OF_CYCLE("end of a cycle"),
        /** The COMMIT of the database transaction that has the effect. */
        DATABASE_COMMIT("COMMIT of a database transaction");

        private final String label;

        Step(String label) {
            this.label = label;
        }

        /** In words: {@code commit of offsets}. */
        public String label() {
            return label;
        }
    }

    /** Between these parts of the partition's events, so that there is traffic before and after. */
    private static final double FIRST = 0.1;

    private static final double LAST = 0.8;
    /** Strikes keep their distance from one another: each is somewhere in the first part of its slot. */
    private static final double PART_OF_SLOT = 0.6;

    /** Fewer than a poll gives on any course. */
    private static final int FIRST_EVENTS = 64;

    /**
     * A partition with less than this part of its even share is not aimed at: too little would be between two
     * strikes.
     */
    private static final double SHARE_MIN = 0.6;

    /**
     * Strikes at these steps in this order, spread over one partition.
     *
     * @param eventsByPartition numbers of events in the input
     */
    public static List<Aim> spread(Random random, Map<Integer, Long> eventsByPartition, List<Step> steps) {
        return spread(random, eventsByPartition, steps, LAST);
    }

    /** One strike early in a partition, for a fault that has to wait for more of the same after it. */
    public static List<Aim> early(Random random, Map<Integer, Long> eventsByPartition, Step step) {
        return spread(random, eventsByPartition, List.of(step), 2 * FIRST);
    }

    /** One strike at the first batch of a partition: at one of its first events. */
    public static List<Aim> first(Random random, Map<Integer, Long> eventsByPartition, Step step) {
        int partition = spread(random, eventsByPartition, List.of(step)).get(0).partition();
        return List.of(new Aim(step, partition, random.nextInt(FIRST_EVENTS)));
    }

    /** Strikes spread as {@link #spread}, each in another partition than the one before, as far as there are some. */
    public static List<Aim> roundRobin(Random random, Map<Integer, Long> eventsByPartition, List<Step> steps) {
        List<Aim> oneAfterTheOther = spread(random, eventsByPartition, steps);
        List<Integer> partitions = candidates(eventsByPartition);
        int first = oneAfterTheOther.get(0).partition();
        long fewest = partitions.stream().mapToLong(eventsByPartition::get).min().orElseThrow();
        double share = (double) fewest / eventsByPartition.get(first);
        List<Aim> aims = new ArrayList<>();
        for (Aim aim : oneAfterTheOther) {
            int partition = partitions.get((partitions.indexOf(first) + aims.size()) % partitions.size());
            aims.add(new Aim(aim.step(), partition, (long) (aim.offset() * share)));
        }
        return aims;
    }

    private static List<Aim> spread(
            Random random, Map<Integer, Long> eventsByPartition, List<Step> steps, double last) {
        List<Integer> candidates = candidates(eventsByPartition);
        int partition = candidates.get(random.nextInt(candidates.size()));
        double slot = (last - FIRST) / steps.size();
        List<Aim> aims = new ArrayList<>();
        for (Step step : steps) {
            double due = FIRST + slot * (aims.size() + random.nextDouble() * PART_OF_SLOT);
            aims.add(new Aim(step, partition, (long) (eventsByPartition.get(partition) * due)));
        }
        return aims;
    }

    private static List<Integer> candidates(Map<Integer, Long> eventsByPartition) {
        long events =
                eventsByPartition.values().stream().mapToLong(Long::longValue).sum();
        return eventsByPartition.keySet().stream()
                .filter(partition -> eventsByPartition.get(partition) >= SHARE_MIN * events / eventsByPartition.size())
                .sorted()
                .toList();
    }
}
