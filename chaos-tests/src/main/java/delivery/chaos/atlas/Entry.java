package delivery.chaos.atlas;

import delivery.chaos.audit.Cell;
import delivery.chaos.pipeline.PipelineUnderTest;

/**
 * What came of one scenario.
 *
 * @param repetition from 1; 0 for a single one
 */
record Entry(PipelineUnderTest module, StepFault fault, int repetition, Cell cell) {
    String id() {
        return Cell.id(module.name(), fault.name());
    }
}
