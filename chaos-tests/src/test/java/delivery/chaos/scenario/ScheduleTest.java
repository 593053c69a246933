package delivery.chaos.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.fault.Fault;
import delivery.chaos.fault.catalogue.Faults;
import delivery.chaos.pipeline.PipelineUnderTest;
import delivery.chaos.pipeline.Pipelines;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.InputEvents;
import delivery.chaos.workload.PageViews;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The seed alone decides when a fault strikes and at which events; neither a cluster nor a pipeline has a say in it.
 */
class ScheduleTest {
    private static final int SEEDS = 6;
    /** Drawn once: that a seed gives the same pages each time is {@code PageViewsTest}'s to say. */
    private static final Map<Long, PageViews> PAGES = new ConcurrentHashMap<>();
    /** Of the first pipeline, by seed. */
    private static final Map<Fault, List<Planned>> PLANNED = new ConcurrentHashMap<>();

    /** What a seed decides of a fault, as it was first computed. */
    private record Planned(InputEvents events, List<Aim> aims) {}

    static List<Fault> faults() {
        return Faults.CATALOGUE;
    }

    private static PageViews pages(long seed) {
        return PAGES.computeIfAbsent(seed, drawn -> {
            List<String> pages = new PageViews.Generated().pages(drawn);
            return new PageViews.FromFile(Path.of("pages-" + drawn), pages, pages.size());
        });
    }

    private static ScenarioPlan plan(PipelineUnderTest pipeline, Fault fault, long seed) {
        return new ScenarioPlan(pipeline, fault, 0, seed, pages(seed), "");
    }

    private static List<Planned> planned(Fault fault) {
        return PLANNED.computeIfAbsent(
                fault,
                one -> LongStream.range(0, SEEDS)
                        .mapToObj(seed -> plan(Pipelines.ALL.get(0), one, seed))
                        .map(plan -> {
                            InputEvents events = plan.events();
                            return new Planned(events, fault.schedule(new Random(plan.seed()), events.byPartition()));
                        })
                        .toList());
    }

    /** The first pipeline's is computed a second time, so that what chance decides would differ. */
    @ParameterizedTest
    @MethodSource("faults")
    void isTheSameForTheSameSeedWhateverThePipeline(Fault fault) {
        assertThat(Pipelines.ALL).hasSizeGreaterThan(1).allSatisfy(pipeline -> {
            long seed = Pipelines.ALL.indexOf(pipeline) % SEEDS;
            assertThat(plan(pipeline, fault, seed).schedule())
                    .isEqualTo(planned(fault).get((int) seed).aims());
        });
    }

    @ParameterizedTest
    @MethodSource("faults")
    void dependsOnTheSeedAsSoonAsTheFaultStrikesAtAll(Fault fault) {
        List<List<Aim>> schedules = planned(fault).stream().map(Planned::aims).toList();
        boolean strikes = !schedules.get(0).isEmpty();

        // A fault of a partition's first batch has as many aims as there are partitions.
        assertThat(schedules.stream().distinct().count()).isBetween(strikes ? 2L : 1, strikes ? SEEDS : 1L);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aimsAtEventsThereAreInTheOrderInWhichTheyCome(Fault fault) {
        assertThat(planned(fault)).allSatisfy(planned -> {
            assertThat(planned.aims()).extracting(Aim::offset).isSorted().doesNotHaveDuplicates();
            assertThat(planned.aims())
                    .allSatisfy(aim -> assertThat(aim.offset())
                            .isLessThan(planned.events().byPartition().get(aim.partition())));
        });
    }

    @Test
    void givesEveryPartitionWholePolls() {
        for (long seed = 0; seed < SEEDS; seed++) {
            assertThat(plan(Pipelines.ALL.get(0), Faults.MATRIX.get(0), seed)
                            .events()
                            .byPartition()
                            .values())
                    .hasSize(3)
                    .allMatch(events -> events % 250 == 0);
        }
    }
}
