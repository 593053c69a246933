package delivery.chaos.scenario;

import delivery.chaos.audit.Cell;
import delivery.chaos.fault.Fault;
import delivery.chaos.form.OwnRecords;
import delivery.chaos.form.Yield;
import delivery.chaos.pipeline.PipelineUnderTest;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.InputEvents;
import delivery.chaos.workload.EventWriter;
import delivery.chaos.workload.PageViews;
import delivery.chaos.workload.Portion;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

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

    /** A scenario on the course that its fault asks for, of the usual size. */
    public ScenarioPlan(
            PipelineUnderTest pipeline, Fault fault, int repetition, long seed, PageViews pageViews, String repeat) {
        this(pipeline, fault, repetition, seed, pageViews, repeat, Course.of(fault, InputOptions.DEFAULT));
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

    /** What the output is to hold of each event, if it is something else than the contract's. */
    Optional<Yield> yieldsSaid() {
        Yield yields = pipeline.program().yields();
        return yields.equals(Yield.CONTRACT) ? Optional.empty() : Optional.of(yields.beside(course.partitions()));
    }

    /** The pages of its events, in order. */
    List<String> pages() {
        return course.choose(
                pipeline.program().events().records().map(OwnRecords::pages).orElseGet(() -> pageViews.pages(seed)));
    }

    /** What the ids of its events begin with. */
    String idPrefix() {
        return Integer.toHexString((id() + seed).hashCode());
    }

    /** What is written of its input at a time. */
    List<Portion> portions() {
        // Another sequence than the schedule's, which the same seed decides.
        return course.portions(pages(), new Random(~seed));
    }

    /** Where its events will stand. */
    InputEvents events() {
        List<String> pages = pages();
        String prefix = idPrefix();
        InputEvents.Builder input =
                new InputEvents.Builder(number -> EventWriter.id(prefix, number), course.partitions());
        for (Portion portion : portions()) {
            List<Integer> aborted =
                    portion.abortedPages().stream().map(course::partition).toList();
            aborted.forEach(input::noEvent);
            pages.subList(portion.from(), portion.to()).stream()
                    .map(course::partition)
                    .forEach(input::event);
            // A marker in each.
            aborted.stream().distinct().forEach(input::noEvent);
        }
        return input.build();
    }

    /** When its fault will strike. */
    List<Aim> schedule() {
        return fault.schedule(new Random(seed), events().byPartition());
    }

    private String run(String format) {
        return String.format(Locale.ROOT, format, repetition);
    }
}
