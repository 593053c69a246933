package delivery.chaos.scenario;

import delivery.chaos.audit.Cell;
import delivery.chaos.fault.Fault;
import delivery.chaos.pipeline.PipelineUnderTest;
import delivery.chaos.workload.PageViews;
import java.util.Locale;

/**
 * What a scenario is before it runs.
 *
 * @param repetition from 1 where a cell is run several times; 0 where it is run once
 * @param seed of this scenario; the same for every pipeline under the same fault, so that they go through the same
 * @param repeat the command that repeats it
 */
public record ScenarioPlan(
        PipelineUnderTest pipeline,
        Fault fault,
        int repetition,
        long seed,
        PageViews pageViews,
        String repeat,
        Course course) {

    /** A scenario under load. */
    public ScenarioPlan(
            PipelineUnderTest pipeline, Fault fault, int repetition, long seed, PageViews pageViews, String repeat) {
        this(pipeline, fault, repetition, seed, pageViews, repeat, Course.UNDER_LOAD);
    }

    /** {@code at-least-once/acks-lost}. */
    public String id() {
        return Cell.id(pipeline.name(), fault.name());
    }

    /** Where its history goes, relative to the report: {@code evidence/at-least-once/acks-lost/run-02}. */
    public String evidence() {
        return "evidence/" + id() + (repetition == 0 ? "" : run("/run-%02d"));
    }

    /** The id as part of names of topics, groups, proxies and files. */
    String slug() {
        return pipeline.name() + "." + fault.name().replace('/', '.') + (repetition == 0 ? "" : run(".%02d"));
    }

    private String run(String format) {
        return String.format(Locale.ROOT, format, repetition);
    }
}
