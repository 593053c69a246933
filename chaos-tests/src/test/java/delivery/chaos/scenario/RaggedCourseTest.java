package delivery.chaos.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.testbed.InputEvents;
import delivery.chaos.workload.PageViews;
import delivery.chaos.workload.Portion;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RaggedCourseTest {
    private static final int SEEDS = 20;
    private static final Course COURSE = new RaggedCourse(3, 4);

    private static List<String> pages(long seed) {
        return COURSE.choose(new PageViews.Generated().pages(seed));
    }

    private static List<Portion> portions(long seed) {
        return COURSE.portions(pages(seed), new Random(seed));
    }

    @Test
    void writesEveryEventOnceInUnevenPortions() {
        for (long seed = 0; seed < SEEDS; seed++) {
            int next = 0;
            Set<Integer> sizes = new HashSet<>();
            for (Portion portion : portions(seed)) {
                assertThat(portion.from()).isEqualTo(next);
                next = portion.to();
                sizes.add(portion.to() - portion.from());
            }
            assertThat(next).isEqualTo(pages(seed).size());
            assertThat(sizes).hasSizeGreaterThan(4);
        }
    }

    @Test
    void goesOnForAPipelineThatSendsEffectsAndCommitsNothing() {
        assertThat(COURSE.reached(0, 30)).isEqualTo(30);
        assertThat(COURSE.reached(60, 30)).isEqualTo(60);
    }

    @Test
    void aCourseOfCyclesGoesOnWithCommittedOffsetsAlone() {
        Course cycles = new Course.CycleByCycle(List.of(1), List.of(), 5, 30, Map.of());

        assertThat(cycles.reached(30, 60)).isEqualTo(30);
    }

    @Test
    void isTheSameForTheSameSeed() {
        assertThat(portions(7)).isEqualTo(portions(7)).isNotEqualTo(portions(8));
    }

    @Test
    void abortsRecordsBetweenTheEventsOfEverySeed() {
        for (long seed = 0; seed < SEEDS; seed++) {
            List<Portion> portions = portions(seed);
            assertThat(portions.get(0).abortedPages()).isEmpty();
            assertThat(portions)
                    .filteredOn(portion -> !portion.abortedPages().isEmpty())
                    .hasSizeGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void everyPartitionEndsWithAnEvent() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Set<Integer> open = new HashSet<>();
            for (Portion portion : portions(seed)) {
                pages(seed).subList(portion.from(), portion.to()).forEach(page -> open.remove(partition(page)));
                portion.abortedPages().forEach(page -> open.add(partition(page)));
            }
            assertThat(open).isEmpty();
        }
    }

    private static int partition(String page) {
        return COURSE.partition(page);
    }

    @Test
    void noPartitionHasWholePolls() {
        int pollEvents = Integer.parseInt(COURSE.clientSettings().get("max.poll.records"));
        InputEvents.Builder input = new InputEvents.Builder(String::valueOf, COURSE.partitions());
        pages(42).stream().map(COURSE::partition).forEach(input::event);

        assertThat(input.build().byPartition().values()).hasSize(3).noneMatch(events -> events % pollEvents == 0);
    }
}
