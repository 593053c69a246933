package delivery.chaos.scenario;

import delivery.chaos.audit.Cell;
import delivery.chaos.fault.Fault;
import delivery.chaos.pipeline.PipelineUnderTest;
import delivery.chaos.workload.PageViews;

/**
 * What a scenario is before it runs.
 *
 * @param seed of this scenario; the same for every pipeline under the same fault, so that they go through the same
 * @param repeat the command that repeats it
 */
public record ScenarioPlan(
        PipelineUnderTest pipeline, Fault fault, long seed, PageViews pageViews, String repeat, Course course) {

    /** A scenario under load. */
    public ScenarioPlan(PipelineUnderTest pipeline, Fault fault, long seed, PageViews pageViews, String repeat) {
        this(pipeline, fault, seed, pageViews, repeat, Course.UNDER_LOAD);
    }

    /** {@code at-least-once/acks-lost}. */
    public String id() {
        return Cell.id(pipeline.name(), fault.name());
    }

    /** The id as part of names of topics, groups, proxies and files. */
    String slug() {
        return pipeline.name() + "." + fault.name().replace('/', '.');
    }
}
