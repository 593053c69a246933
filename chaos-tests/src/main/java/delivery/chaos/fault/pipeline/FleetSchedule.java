package delivery.chaos.fault.pipeline;

import delivery.chaos.fault.FaultDescription.Scheduler;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.Aim.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** Strikes in the waves after the first, one each, every one in another partition as far as there are some. */
final class FleetSchedule {
    /** Of a wave's events in a partition, between these parts, so that there is traffic before and after. */
    private static final double FIRST = 0.35;

    private static final double LAST = 0.65;

    private FleetSchedule() {}

    /** At these steps in this order. */
    static Scheduler at(List<Step> steps) {
        return (random, eventsByPartition) -> {
            List<Integer> drawn = new ArrayList<>(new TreeSet<>(eventsByPartition.keySet()));
            Collections.shuffle(drawn, random);
            // Smaller ones first: the strikes are in the order of their offsets, too.
            List<Integer> partitions = drawn.stream()
                    .limit(steps.size())
                    .sorted(Comparator.comparing(eventsByPartition::get))
                    .toList();
            List<Aim> aims = new ArrayList<>();
            for (Step step : steps) {
                int partition = partitions.get(aims.size() % partitions.size());
                double ofWave = FIRST + random.nextDouble() * (LAST - FIRST);
                double due = (aims.size() + 1 + ofWave) / waves(steps.size());
                aims.add(new Aim(step, partition, (long) (eventsByPartition.get(partition) * due)));
            }
            return aims;
        };
    }

    /** The first wave is before all strikes. */
    static int waves(int strikes) {
        return strikes + 1;
    }
}
