package delivery.chaos.report.cost;

import org.HdrHistogram.Histogram;

/**
 * One pipeline at a fixed rate, in one round.
 *
 * @param round from 1
 * @param percent of the saturation of the slowest guarantee that the rate is
 * @param eventsPerSecond the rate
 * @param sustained whether the last effect was readable soon after the last event was due; if not, what was measured
 *     is a queue that grows
 * @param fromDue microseconds from when each event was due to be appended until its effect was readable
 * @param fromAppend microseconds from the timestamp that the broker gave the event, in whole milliseconds, until then
 */
public record LatencySample(
        int round, int percent, int eventsPerSecond, boolean sustained, Histogram fromDue, Histogram fromAppend) {}
