package delivery.chaos.report.timeline;

import delivery.chaos.report.timeline.Timeline.Mark;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A row of a timeline as a table: what happened, and how far the pipeline was.
 *
 * @param what happened; empty where only the totals are told
 * @param fetched events before the offsets up to which the pipeline had asked for some
 * @param effects in the log
 * @param committed events before the committed offsets
 */
public record TimelineRow(long atMs, String what, long fetched, long effects, long committed) {
    /** Rows in between show the course between two happenings. */
    private static final int EVENLY_SPACED = 5;

    private record Happening(long atMs, String what) {}

    /** All that a chart of the timeline shows, by time. */
    static List<TimelineRow> of(Timeline timeline) {
        List<Happening> all = new ArrayList<>();
        for (int at = 0; at <= EVENLY_SPACED; at++) {
            all.add(new Happening(
                    timeline.beginMs() + (timeline.endMs() - timeline.beginMs()) * at / EVENLY_SPACED, ""));
        }
        timeline.processes()
                .forEach(span -> all.add(new Happening(span.fromMs(), span.process() + " " + span.state())));
        timeline.faults().forEach(fault -> {
            all.add(new Happening(fault.atMs(), "fault " + fault.number() + " strikes: " + fault.what()));
            all.add(new Happening(fault.healedAtMs(), "fault " + fault.number() + " is repaired"));
        });
        timeline.requests()
                .forEach(lane -> lane.unansweredMs()
                        .forEach(atMs -> all.add(new Happening(atMs, lane.name() + " without a response"))));
        timeline.lost().forEach(mark -> all.add(happening(mark, "lost, a commit passed them")));
        timeline.duplicated().forEach(mark -> all.add(happening(mark, "duplicated, appended once more")));
        return all.stream()
                .distinct()
                .sorted(Comparator.comparingLong(Happening::atMs))
                .map(one -> moment(one, timeline))
                .toList();
    }

    private static Happening happening(Mark mark, String what) {
        return new Happening(mark.atMs(), mark.events() + (mark.events() == 1 ? " event " : " events ") + what);
    }

    private static TimelineRow moment(Happening one, Timeline timeline) {
        return new TimelineRow(
                one.atMs(),
                one.what(),
                Timeline.totalAt(timeline.fetched(), one.atMs()),
                Timeline.totalAt(timeline.effects(), one.atMs()),
                Timeline.totalAt(timeline.committed(), one.atMs()));
    }
}
