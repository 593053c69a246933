package delivery.chaos.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.fault.pipeline.SecondInstance;
import delivery.chaos.pipeline.PipelineUnderTest;
import delivery.chaos.pipeline.Pipelines;
import delivery.chaos.testbed.Aim;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.Test;

class OfMatrixTest {
    private static final CycleStep PRODUCE =
            new CycleStep(Phase.CYCLE, "produce", ApiKeys.PRODUCE, (short) 13, CycleStep.Party.LEADER);
    private static final Cycle CYCLE = new Cycle(List.of(PRODUCE), "");

    @Test
    void isAimedAtTheStruckBatchWhateverTheSeed() {
        OfMatrix fault = new OfMatrix(PRODUCE, new SecondInstance(), "second instance", "it takes over");

        assertThat(fault.schedule(new Random(1), Map.of(0, 150L)))
                .isEqualTo(fault.schedule(new Random(2), Map.of(0, 150L)))
                .containsExactly(new Aim(Aim.Step.END_OF_CYCLE, 0, Size.BEFORE_STRUCK));
    }

    @Test
    void everyModuleHasScenariosOnTheRaggedCourse() {
        for (PipelineUnderTest module : Pipelines.ALL) {
            assertThat(OfMatrix.ragged(CYCLE, module.guarantee()))
                    .as(module.name())
                    .isNotEmpty()
                    .allMatch(OfMatrix::isRagged)
                    .allMatch(fault -> fault.name().startsWith("by-name/"));
        }
    }

    @Test
    void onTheRaggedCourseTheFaultKeepsItsOwnAim() {
        for (OfMatrix fault : OfMatrix.ragged(
                CYCLE, Pipelines.named("at-least-once").orElseThrow().guarantee())) {
            assertThat(fault.schedule(new Random(1), Map.of(0, 4_000L, 1, 4_000L, 2, 2_250L)))
                    .hasSize(fault.firings())
                    .isNotEqualTo(fault.schedule(new Random(2), Map.of(0, 4_000L, 1, 4_000L, 2, 2_250L)));
        }
    }

    @Test
    void runsOnTheRaggedCourseMayDifferAndSayWhy() {
        assertThat(Variation.why("at-least-once/by-name/pipeline-killed-ragged"))
                .contains("within what was at risk");
        assertThat(Variation.why("at-least-once/produce/ack-lost")).isEmpty();
    }

    @Test
    void settingsOfTheExactCourseAreNotSaidOfTheRaggedOne() {
        OfMatrix ragged = OfMatrix.ragged(
                        CYCLE, Pipelines.named("at-least-once").orElseThrow().guarantee())
                .get(0);

        assertThat(Size.settings(ragged)).doesNotContainKey("linger.ms");
        assertThat(ragged.layout()).startsWith("the ragged course");
    }
}
