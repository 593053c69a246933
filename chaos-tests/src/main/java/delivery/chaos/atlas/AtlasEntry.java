package delivery.chaos.atlas;

import delivery.chaos.audit.Cell;
import delivery.chaos.pipeline.PipelineUnderTest;

/**
 * One scenario, and what came of it.
 *
 * @param repetition from 1; 0 for a single one
 * @param cell null before it was run
 */
record AtlasEntry(PipelineUnderTest module, AtlasFault fault, int repetition, Cell cell) {
    AtlasEntry with(Cell judged) {
        return new AtlasEntry(module, fault, repetition, judged);
    }

    String id() {
        return Cell.id(module.name(), fault.name());
    }
}
