package delivery.chaos.fault.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.Aim.Step;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FleetScheduleTest {
    private static final List<Step> STEPS = List.of(Step.PRODUCE, Step.COMMIT, Step.END_OF_CYCLE);

    @Test
    void eachStrikeIsInAWaveOfItsOwnAfterTheFirst() {
        Map<Integer, Long> events = Map.of(0, 4_000L, 1, 3_000L, 2, 3_500L);
        for (int seed = 0; seed < 100; seed++) {
            List<Aim> aims = FleetSchedule.at(STEPS).schedule(new Random(seed), events);

            assertThat(aims)
                    .extracting(aim -> aim.offset()
                            * FleetSchedule.waves(STEPS.size())
                            / events.get(aim.partition()))
                    .containsExactly(1L, 2L, 3L);
        }
    }

    @Test
    void eachStrikeIsInAPartitionOfItsOwnAsFarAsThereAreSome() {
        assertThat(FleetSchedule.at(STEPS).schedule(new Random(1), Map.of(0, 4_000L, 1, 3_000L, 2, 3_500L)))
                .extracting(Aim::partition)
                .containsExactly(1, 2, 0);
        assertThat(FleetSchedule.at(STEPS).schedule(new Random(1), Map.of(0, 4_000L)))
                .extracting(Aim::partition)
                .containsExactly(0, 0, 0);
    }

    @Test
    void theStepsAreStruckInTheirOrder() {
        assertThat(FleetSchedule.at(STEPS).schedule(new Random(1), Map.of(0, 4_000L)))
                .extracting(Aim::step)
                .isEqualTo(STEPS);
    }
}
