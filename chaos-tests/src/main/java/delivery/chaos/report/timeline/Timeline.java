package delivery.chaos.report.timeline;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What happened in a scenario, by time. Times are milliseconds since it began.
 *
 * @param beginMs from when on there is something to see
 * @param endMs when the scenario ended
 * @param fetched events before the offsets up to which the pipeline has asked for some; falls when it rewinds
 * @param effects effects that the brokers appended so far, repeated ones counted again
 * @param committed events before the committed offsets
 * @param lost for every commit that passed events without any effect, how many of them
 * @param duplicated for every append with effects of events that had one already, how many of them
 */
public record Timeline(
        long beginMs,
        long endMs,
        List<Point> fetched,
        List<Point> effects,
        List<Point> committed,
        List<StrikeInterval> faults,
        List<Span> processes,
        List<Lane> requests,
        List<Mark> lost,
        List<Mark> duplicated) {

    /** A total from this moment on. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    @JsonPropertyOrder({"atMs", "total"})
    public record Point(long atMs, long total) {}

    /**
     * A process in one state.
     *
     * @param state {@code running}, {@code running, no effect acknowledged}, {@code paused}, …
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    @JsonPropertyOrder({"process", "state", "fromMs", "toMs"})
    public record Span(String process, String state, long fromMs, long toMs) {}

    /**
     * The requests of one kind, by when they were sent.
     *
     * @param name {@code Produce} or {@code commit}
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    @JsonPropertyOrder({"name", "answeredMs", "unansweredMs"})
    public record Lane(String name, List<Long> answeredMs, List<Long> unansweredMs) {
        LongStream sentMs() {
            return Stream.concat(answeredMs.stream(), unansweredMs.stream()).mapToLong(Long::longValue);
        }
    }

    /** So many events, at the height of the total that they belong to. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    @JsonPropertyOrder({"atMs", "total", "events"})
    public record Mark(long atMs, long total, long events) {}

    /** A strike of the fault, until it was repaired. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    @JsonPropertyOrder({"number", "atMs", "healedAtMs", "what"})
    public record StrikeInterval(int number, long atMs, long healedAtMs, String what) {}

    /** What {@code timeline.js} draws, as JSON that can stand in a {@code script} element. */
    public String json() {
        return ChartData.json(this);
    }

    /** The same as rows of a table, for readers without a script and without a picture. */
    public List<TimelineRow> moments() {
        return TimelineRow.of(ChartData.thinned(this));
    }

    /** Whether anything but processes and faults is known by time. */
    public boolean hasCurves() {
        return !effects.isEmpty() || !committed.isEmpty();
    }

    /** The total of a curve at a moment. */
    static long totalAt(List<Point> points, long atMs) {
        long total = 0;
        for (Point point : points) {
            if (point.atMs() > atMs) {
                break;
            }
            total = point.total();
        }
        return total;
    }
}
