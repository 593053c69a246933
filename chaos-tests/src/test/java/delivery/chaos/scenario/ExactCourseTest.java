package delivery.chaos.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.testbed.InputEvents;
import delivery.chaos.workload.PageViews;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExactCourseTest {
    private static final List<String> PAGES = new PageViews.Generated().pages(42);

    @Test
    void aPollGives250EventsUnlessTheyAreLarge() {
        assertThat(new ExactCourse(3, 4).pollEvents()).isEqualTo(250);
        assertThat(new ExactCourse(3, 100_000).pollEvents()).isEqualTo(8);
    }

    @Test
    void everyPartitionHasWholePollsHoweverMany() {
        for (int partitions : new int[] {1, 6, 48}) {
            ExactCourse course = new ExactCourse(partitions, 4);
            InputEvents.Builder input = new InputEvents.Builder(String::valueOf, partitions);
            course.choose(PAGES).stream().map(course::partition).forEach(input::event);

            assertThat(input.build().byPartition().values())
                    .hasSize(partitions)
                    .allMatch(events -> events % course.pollEvents() == 0);
        }
    }

    @Test
    void theValueOfAnEventHasTheBytesAskedFor() {
        assertThat(InputOptions.value(4)).isEqualTo("view");
        assertThat(InputOptions.value(1)).isEqualTo("v");
        assertThat(InputOptions.value(100_000)).hasSize(100_000);
    }
}
