package delivery.chaos.scenario;

import delivery.chaos.audit.Cell;
import delivery.chaos.fault.Aim;
import delivery.chaos.fault.Fault;
import delivery.chaos.pipeline.PipelineUnderTest;
import delivery.chaos.testbed.InputEvents;
import delivery.chaos.workload.EventWriter;
import delivery.chaos.workload.PageViews;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

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

    /** The pages of its events, in order. */
    List<String> pages() {
        return course.choose(pageViews.pages(seed));
    }

    /** What the ids of its events begin with. */
    String idPrefix() {
        return Integer.toHexString((id() + seed).hashCode());
    }

    /** Where its events will stand. */
    InputEvents events() {
        List<String> pages = pages();
        String prefix = idPrefix();
        List<String> ids = IntStream.range(0, pages.size())
                .mapToObj(number -> EventWriter.id(prefix, number))
                .toList();
        return new InputEvents(ids, pages, course.partitions());
    }

    /** When its fault will strike. */
    List<Aim> schedule() {
        return fault.schedule(new Random(seed), events().byPartition());
    }

    private String run(String format) {
        return String.format(Locale.ROOT, format, repetition);
    }
}
