package delivery.chaos.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.fault.broker.PartitionsAdded;
import delivery.chaos.pipeline.Pipelines;
import delivery.chaos.testbed.InputEvents.Position;
import delivery.chaos.workload.PageViews;
import delivery.chaos.workload.Portion;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GrowingCourseTest {
    private static final int ADDED = 3;
    private static final GrowingCourse COURSE = new GrowingCourse(new ExactCourse(ADDED, 4));
    private static final List<String> PAGES = COURSE.choose(new PageViews.Generated().pages(42));
    private static final List<Portion> PORTIONS = COURSE.portions(PAGES, new Random(1));

    private static Map<Integer, Long> byPartition(Portion portion) {
        return PAGES.subList(portion.from(), portion.to()).stream()
                .collect(Collectors.groupingBy(COURSE::partition, Collectors.counting()));
    }

    @Test
    void theNewPartitionHasNothingAtFirstThenTwoPollsAloneThenTheRest() {
        assertThat(PORTIONS).hasSize(3);
        assertThat(byPartition(PORTIONS.get(0))).containsOnlyKeys(0, 1, 2);
        assertThat(byPartition(PORTIONS.get(1))).containsExactly(Map.entry(ADDED, 500L));
        assertThat(byPartition(PORTIONS.get(2))).containsOnlyKeys(0, 1, 2, ADDED);
    }

    @Test
    void everyPortionHasWholePollsOfEachPartition() {
        assertThat(PORTIONS)
                .allSatisfy(portion -> assertThat(byPartition(portion).values()).allMatch(events -> events % 250 == 0));
    }

    /** Of a page in two partitions, neither order nor count would mean what they always mean. */
    @Test
    void pagesOfTheNewPartitionAreInNoOtherAndTheOthersStandWhereTheyStoodBefore() {
        Set<String> added =
                PAGES.stream().filter(page -> COURSE.partition(page) == ADDED).collect(Collectors.toSet());

        assertThat(PAGES.subList(0, PORTIONS.get(0).to())).doesNotContainAnyElementsOf(added);
        assertThat(PAGES)
                .filteredOn(page -> !added.contains(page))
                .allSatisfy(page ->
                        assertThat(COURSE.partition(page)).isEqualTo(new ExactCourse(ADDED, 4).partition(page)));
    }

    /** What a report is audited by: the same events at the same places, from the seed alone. */
    @Test
    void placesEventsInTheOrderInWhichTheyAreWritten() {
        ScenarioPlan plan =
                new ScenarioPlan(Pipelines.ALL.get(0), new PartitionsAdded(), 0, 42, new PageViews.Generated(), "");

        assertThat(plan.pages()).isEqualTo(PAGES);
        assertThat(plan.events().byPartition()).containsOnlyKeys(0, 1, 2, ADDED);
        assertThat(plan.events().where((id, at) -> at.equals(new Position(ADDED, 0))))
                .singleElement()
                .satisfies(id -> assertThat(plan.events().number(id))
                        .isEqualTo(PORTIONS.get(1).from()));
    }

    @Test
    void itsLastPortionWaitsForNoPipelineThatPassesOverTheFirstEventsOfTheNewPartition() {
        assertThat(COURSE.backlogEvents(PAGES.size())).isGreaterThanOrEqualTo(PAGES.size());
    }
}
