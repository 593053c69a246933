package delivery.chaos.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.fault.Fault;
import delivery.chaos.fault.catalogue.Faults;
import delivery.chaos.pipeline.PipelineUnderTest;
import delivery.chaos.pipeline.Pipelines;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.InputEvents;
import delivery.chaos.workload.PageViews;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The seed alone decides when a fault strikes and at which events; neither a cluster nor a pipeline has a say in it.
 */
class ScheduleTest {
    private static final PageViews PAGES = new PageViews.Generated();
    private static final int SEEDS = 6;

    static List<Fault> faults() {
        return Faults.CATALOGUE;
    }

    private static ScenarioPlan plan(PipelineUnderTest pipeline, Fault fault, long seed) {
        return new ScenarioPlan(pipeline, fault, 0, seed, PAGES, "");
    }

    private static List<Aim> schedule(Fault fault, long seed) {
        return plan(Pipelines.ALL.get(0), fault, seed).schedule();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void isTheSameForTheSameSeed(Fault fault) {
        for (long seed = 0; seed < SEEDS; seed++) {
            assertThat(schedule(fault, seed)).isEqualTo(schedule(fault, seed));
        }
    }

    @ParameterizedTest
    @MethodSource("faults")
    void isTheSameForEveryPipeline(Fault fault) {
        assertThat(Pipelines.ALL)
                .allSatisfy(pipeline ->
                        assertThat(plan(pipeline, fault, 42).schedule()).isEqualTo(schedule(fault, 42)));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void dependsOnTheSeedAsSoonAsTheFaultStrikesAtAll(Fault fault) {
        long different = LongStream.range(0, SEEDS)
                .mapToObj(seed -> schedule(fault, seed))
                .distinct()
                .count();

        // A fault of a partition's first batch has as many aims as there are partitions.
        assertThat(different)
                .isBetween(
                        schedule(fault, 0).isEmpty() ? 1L : 2,
                        schedule(fault, 0).isEmpty() ? 1L : SEEDS);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aimsAtEventsThereAreInTheOrderInWhichTheyCome(Fault fault) {
        for (long seed = 0; seed < SEEDS; seed++) {
            InputEvents events = plan(Pipelines.ALL.get(0), fault, seed).events();
            List<Aim> aims = schedule(fault, seed);

            assertThat(aims).extracting(Aim::offset).isSorted().doesNotHaveDuplicates();
            assertThat(aims)
                    .allSatisfy(aim -> assertThat(aim.offset())
                            .isLessThan(events.byPartition().get(aim.partition())));
        }
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
