package delivery.chaos.fault.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.fault.Fault;
import delivery.chaos.fault.Ragged;
import delivery.chaos.fault.pipeline.PipelineKilled;
import delivery.chaos.fault.pipeline.PipelineStopped;
import delivery.chaos.pipeline.Pipelines;
import delivery.contract.Circumstance;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FaultsTest {
    static List<Fault> known() {
        return Faults.CATALOGUE;
    }

    @Test
    void haveANameEachOfTheirOwn() {
        assertThat(Faults.CATALOGUE).extracting(Fault::name).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("known")
    void concernSomeModule(Fault fault) {
        assertThat(Pipelines.ALL).anyMatch(pipeline -> fault.concerns(pipeline.guarantee()));
    }

    @Test
    void onTheRaggedCourseAreTheSameUnderAnotherName() {
        Fault killed = new PipelineKilled();
        Fault ragged = new Ragged(killed);

        assertThat(ragged.name()).isEqualTo("pipeline-killed-ragged");
        assertThat(ragged.isRagged()).isTrue();
        assertThat(killed.isRagged()).isFalse();
        assertThat(ragged.firings()).isEqualTo(killed.firings());
        assertThat(ragged.circumstances()).isEqualTo(killed.circumstances());
    }

    @Test
    void thatStopAPipelineCleanlyExcuseNothing() {
        assertThat(new PipelineStopped().circumstances()).containsExactly(Circumstance.UNDISTURBED);
    }
}
