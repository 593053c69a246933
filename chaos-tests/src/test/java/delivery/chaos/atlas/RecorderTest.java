package delivery.chaos.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.pipeline.PipelineUnderTest;
import delivery.chaos.pipeline.Pipelines;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.Test;

class RecorderTest {
    private static final List<PipelineUnderTest> MODULES = Pipelines.ALL.subList(0, 2);

    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());

    private List<Recording> record(Recorder.ControlRun control) throws InterruptedException {
        return new Recorder(control, (what, why) -> failures.add(what)).record(MODULES);
    }

    private static Recording recording(PipelineUnderTest module, TransactionOrder order, ApiKeys... requests) {
        List<CycleStep> steps = Stream.of(requests)
                .map(apiKey -> new CycleStep(
                        Phase.CYCLE, StepNames.of(apiKey), apiKey, apiKey.latestVersion(), CycleStep.Party.LEADER))
                .toList();
        return new Recording(module, order, new Cycle(steps, ""));
    }

    @Test
    void aModuleThatCannotBeRecordedCostsItselfAlone() throws InterruptedException {
        List<Recording> recordings = record((module, order) -> {
            if (module.equals(MODULES.get(0))) {
                throw new IllegalStateException("INCONCLUSIVE");
            }
            return recording(module, order, ApiKeys.PRODUCE);
        });

        assertThat(recordings).extracting(Recording::module).containsExactly(MODULES.get(1));
        assertThat(failures).containsExactly(MODULES.get(0).name() + " was not recorded");
    }

    @Test
    void whatSendsItsOffsetsFirstIsRecordedInBothOrders() throws InterruptedException {
        List<Recording> recordings = record((module, order) -> order == TransactionOrder.AS_FLUSHED
                ? recording(module, order, ApiKeys.TXN_OFFSET_COMMIT, ApiKeys.PRODUCE, ApiKeys.END_TXN)
                : recording(module, order, ApiKeys.PRODUCE, ApiKeys.TXN_OFFSET_COMMIT, ApiKeys.END_TXN));

        assertThat(recordings)
                .extracting(Recording::order)
                .containsExactly(
                        TransactionOrder.AS_FLUSHED,
                        TransactionOrder.PRODUCE_FIRST,
                        TransactionOrder.AS_FLUSHED,
                        TransactionOrder.PRODUCE_FIRST);
    }

    @Test
    void anOrderThatDidNotComeAboutIsNotRecordedForIt() throws InterruptedException {
        assertThat(record((module, order) ->
                        recording(module, order, ApiKeys.TXN_OFFSET_COMMIT, ApiKeys.PRODUCE, ApiKeys.END_TXN)))
                .isEmpty();
        assertThat(failures).hasSize(2);
    }
}
