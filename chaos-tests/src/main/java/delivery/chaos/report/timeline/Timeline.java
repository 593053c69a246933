package delivery.chaos.report.timeline;

import delivery.chaos.history.HistoryLine.Firing;
import java.util.List;

/**
 * What happened in a scenario, by time. Times are milliseconds since it began.
 *
 * @param beginMs from when on there is something to see
 * @param endMs when the scenario ended
 * @param fetched offsets up to which the pipeline has asked for events, summed over the partitions; falls when it rewinds
 * @param effects effects that the brokers appended so far, repeated ones counted again
 * @param committed offsets up to which events are committed, summed over the partitions
 * @param lost for every commit that passed events without any effect, how many of them
 * @param duplicated for every append with effects of events that had one already, how many of them
 */
public record Timeline(
        long beginMs,
        long endMs,
        List<Point> fetched,
        List<Point> effects,
        List<Point> committed,
        List<Firing> faults,
        List<Span> processes,
        List<Tick> requests,
        List<Mark> lost,
        List<Mark> duplicated) {

    /** A total from this moment on. */
    public record Point(long atMs, long total) {}

    /**
     * A process in one state.
     *
     * @param state {@code running}, {@code paused}, …
     */
    public record Span(String process, String state, long fromMs, long toMs) {}

    /**
     * A request on the wire.
     *
     * @param lane {@code Produce} or {@code commit}
     */
    public record Tick(String lane, long atMs, boolean answered) {}

    /** So many events, at the height of the total that they belong to. */
    public record Mark(long atMs, long total, long events) {}

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
