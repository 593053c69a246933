package delivery.chaos.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.testbed.Aim.Step;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AimTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 6, 12, 48})
    void findsEventsToAimAtWhateverTheNumberOfPartitions(int partitions) {
        Map<Integer, Long> events = new TreeMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            events.put(partition, 10_000L / partitions);
        }

        List<Aim> aims = Aim.spread(new Random(42), events, Collections.nCopies(3, Step.PRODUCE));

        assertThat(aims).hasSize(3).extracting(Aim::offset).isSorted();
        assertThat(aims).allSatisfy(aim -> assertThat(aim.offset()).isLessThan(events.get(aim.partition())));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3})
    void leavesOutAPartitionWithTooLittleBetweenTwoStrikes(long seed) {
        List<Aim> aims = Aim.spread(new Random(seed), Map.of(0, 100L, 1, 5_000L, 2, 4_900L), List.of(Step.PRODUCE));

        assertThat(aims).extracting(Aim::partition).doesNotContain(0);
    }

    /** A mistake may be open only where nothing is committed yet. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3})
    void strikesFirstWhereNothingOfThePartitionIsCommitted(long seed) {
        List<Aim> aims = Aim.first(new Random(seed), Map.of(0, 100L, 1, 5_000L, 2, 4_900L), Step.PRODUCE);

        assertThat(aims).singleElement().satisfies(aim -> {
            assertThat(aim.offset()).isLessThan(64);
            assertThat(aim.partition()).isIn(1, 2);
        });
    }
}
