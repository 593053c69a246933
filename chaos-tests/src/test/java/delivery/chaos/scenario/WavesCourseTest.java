package delivery.chaos.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.testbed.InputEvents;
import delivery.chaos.workload.PageViews;
import delivery.chaos.workload.Portion;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WavesCourseTest {
    private static final List<String> PAGES = new PageViews.Generated().pages(42);
    private static final ExactCourse EXACT = new ExactCourse(3, 4);
    private static final WavesCourse WAVES = new WavesCourse(EXACT, 4);

    private static Map<Integer, Long> byPartition(List<String> pages) {
        return pages.stream()
                .collect(Collectors.groupingBy(page -> InputEvents.partition(page, 3), Collectors.counting()));
    }

    private static List<String> inPartition(List<String> pages, int partition) {
        return pages.stream()
                .filter(page -> InputEvents.partition(page, 3) == partition)
                .toList();
    }

    @Test
    void everyWaveHasWholePollsOfEveryPartition() {
        List<String> pages = WAVES.choose(PAGES);

        assertThat(WAVES.portions(pages, new Random(1))).hasSize(4).allSatisfy(wave -> assertThat(
                        byPartition(pages.subList(wave.from(), wave.to())))
                .hasSize(3)
                .allSatisfy((partition, events) -> assertThat(events % 250).isZero()));
    }

    @Test
    void theWavesAreTogetherTheInputOfTheExactCourseInTheSameOrderInEachPartition() {
        List<String> pages = WAVES.choose(PAGES);

        for (int partition = 0; partition < 3; partition++) {
            assertThat(inPartition(pages, partition)).isEqualTo(inPartition(EXACT.choose(PAGES), partition));
        }
    }

    @Test
    void oneWaveFollowsTheOther() {
        List<Portion> portions = WAVES.portions(WAVES.choose(PAGES), new Random(1));

        assertThat(portions.get(0).from()).isZero();
        for (int wave = 1; wave < portions.size(); wave++) {
            assertThat(portions.get(wave).from()).isEqualTo(portions.get(wave - 1).to());
        }
        assertThat(portions.get(portions.size() - 1).to())
                .isEqualTo(WAVES.choose(PAGES).size());
    }

    @Test
    void aPartitionOfFewerPollsThanWavesHasNoneInSome() {
        WavesCourse course = new WavesCourse(new ExactCourse(48, 4), 4);
        List<String> pages = course.choose(PAGES.subList(0, 1_000));

        assertThat(course.portions(pages, new Random(1)).stream()
                        .mapToInt(wave -> wave.to() - wave.from())
                        .sum())
                .isEqualTo(pages.size());
    }
}
