package delivery.chaos.report.timeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import delivery.chaos.report.timeline.Timeline.Lane;
import delivery.chaos.report.timeline.Timeline.Mark;
import delivery.chaos.report.timeline.Timeline.Point;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A timeline as the script {@code timeline.js} draws it, of as many points as its width has room for: a run of a
 * million events fits into a page.
 */
final class ChartData {
    /** A chart is 960 pixels wide; a curve turns at every fourth at most, and ticks are two apart. */
    private static final int CURVE_SLOTS = 240;

    private static final int TICK_SLOTS = 480;

    private static final JsonMapper JSON = new JsonMapper();

    private final Timeline timeline;

    private ChartData(Timeline timeline) {
        this.timeline = timeline;
    }

    /** A timeline of which only so much is left as a chart can show. */
    static Timeline thinned(Timeline timeline) {
        return new ChartData(timeline).thinned();
    }

    /**
     * The same as JSON that can stand in a {@code script} element: no text in it ends the element or begins a comment.
     */
    static String json(Timeline timeline) {
        try {
            return JSON.writeValueAsString(thinned(timeline)).replace("<", "\\u003c");
        } catch (JsonProcessingException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private Timeline thinned() {
        return new Timeline(
                timeline.beginMs(),
                timeline.endMs(),
                curve(timeline.fetched()),
                curve(timeline.effects()),
                curve(timeline.committed()),
                timeline.faults(),
                timeline.processes(),
                timeline.requests().stream().map(this::lane).toList(),
                marks(timeline.lost()),
                marks(timeline.duplicated()));
    }

    private long slot(long atMs, int slots) {
        return (atMs - timeline.beginMs()) * slots / Math.max(1, timeline.endMs() - timeline.beginMs());
    }

    /** The last point of every slot. */
    private List<Point> curve(List<Point> points) {
        Map<Long, Point> bySlot = new TreeMap<>();
        points.forEach(point -> bySlot.put(slot(point.atMs(), CURVE_SLOTS), point));
        return new ArrayList<>(bySlot.values());
    }

    /** The events of a slot as one mark, where the first of them stands. */
    private List<Mark> marks(List<Mark> marks) {
        Map<Long, Mark> bySlot = new TreeMap<>();
        marks.forEach(mark -> bySlot.merge(
                slot(mark.atMs(), CURVE_SLOTS),
                mark,
                (first, next) -> new Mark(first.atMs(), first.total(), first.events() + next.events())));
        return new ArrayList<>(bySlot.values());
    }

    private Lane lane(Lane lane) {
        return new Lane(lane.name(), ticks(lane.answeredMs()), ticks(lane.unansweredMs()));
    }

    /** The first tick of every slot. */
    private List<Long> ticks(List<Long> momentsMs) {
        Map<Long, Long> bySlot = new TreeMap<>();
        momentsMs.forEach(atMs -> bySlot.putIfAbsent(slot(atMs, TICK_SLOTS), atMs));
        return new ArrayList<>(bySlot.values());
    }
}
