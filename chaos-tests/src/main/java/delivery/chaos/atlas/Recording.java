package delivery.chaos.atlas;

import delivery.chaos.pipeline.PipelineUnderTest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * The steps of a module, recorded when nothing was broken.
 *
 * @param order in which it sends what belongs to a transaction
 */
record Recording(PipelineUnderTest module, TransactionOrder order, Cycle cycle) {
    /**
     * Whether the module is to be recorded once more, with its effects before its offsets: it sends the offsets first.
     */
    boolean hasOffsetsFirst() {
        return cycle.commitBeforeEffects()
                .filter(step -> step.apiKey() == ApiKeys.TXN_OFFSET_COMMIT)
                .isPresent();
    }

    /** All that can happen to it once: every strike at every step, then what has a name of its own. */
    List<AtlasFault> faults() {
        List<AtlasFault> faults = new ArrayList<>();
        struck().forEach(step -> Stream.of(Strike.values())
                .map(strike -> new StepFault(step, strike, order))
                .forEach(faults::add));
        faults.addAll(NamedFault.of(cycle, order));
        if (order == TransactionOrder.AS_FLUSHED) {
            faults.addAll(OfMatrix.ragged(cycle, module.guarantee()));
        }
        return faults;
    }

    /** The steps that are struck: in another order of a transaction, all that lies outside of it is the same. */
    List<CycleStep> struck() {
        return cycle.steps().stream()
                .filter(step -> order == TransactionOrder.AS_FLUSHED
                        || step.phase() == Phase.CYCLE && step.apiKey() != ApiKeys.FETCH)
                .toList();
    }
}
