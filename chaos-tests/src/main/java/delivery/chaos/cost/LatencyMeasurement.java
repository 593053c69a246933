package delivery.chaos.cost;

import delivery.chaos.report.cost.LatencySample;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * One contender at a fixed rate. Every event has a time at which it is due, whatever became of those before it; its
 * latency is counted from then.
 */
final class LatencyMeasurement {
    /** What comes first finds a pipeline that has just been let go on; it does not count. */
    private static final Duration LEAD_IN = Duration.ofMillis(300);
    /** After the last event was due; more, and a queue has grown. */
    private static final Duration TAIL_MAX = Duration.ofSeconds(1);

    private static final Duration HIGHEST = Duration.ofMinutes(2);
    private static final int DIGITS = 3;

    private final LivePipeline pipeline;
    private final String bootstrapServers;
    private final int events;
    private final int leadIn;
    private final int eventsPerSecond;
    private final long[] appendedMs;
    private final Histogram fromDue = histogram();
    private final Histogram fromAppend = histogram();

    LatencyMeasurement(LivePipeline pipeline, String bootstrapServers, int eventsPerSecond, Duration load) {
        this.pipeline = pipeline;
        this.bootstrapServers = bootstrapServers;
        this.eventsPerSecond = eventsPerSecond;
        this.leadIn = in(LEAD_IN);
        this.events = leadIn + in(load);
        this.appendedMs = new long[events];
    }

    private static Histogram histogram() {
        return new Histogram(TimeUnit.NANOSECONDS.toMicros(HIGHEST.toNanos()), DIGITS);
    }

    private int in(Duration time) {
        return (int) Math.max(
                1, eventsPerSecond * time.toMillis() / Duration.ofSeconds(1).toMillis());
    }

    /** @param percent of saturation that the rate is, for the report */
    LatencySample measure(int round, int percent) throws InterruptedException, ExecutionException {
        long first = pipeline.events().next();
        EffectClock.Times times;
        long[] readNanos = new long[events];
        long[] readMs = new long[events];
        long startNanos;
        try (EffectClock clock = new EffectClock(
                bootstrapServers, pipeline.topics(), pipeline.contender().isolation())) {
            pipeline.process().resume();
            startNanos = System.nanoTime();
            long start = startNanos;
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> pipeline.events()
                    .write(events, eventsPerSecond, start, (event, ms) -> appendedMs[(int) (event - first)] = ms));
            times = clock.read(first, events, (event, nanos, wallMs) -> {
                readNanos[(int) (event - first)] = nanos;
                readMs[(int) (event - first)] = wallMs;
            });
            writing.join();
            pipeline.awaitCommitted();
        } catch (CompletionException failed) {
            throw new IllegalStateException("the events could not be written", failed.getCause());
        }
        pipeline.process().pause();
        pipeline.topics().deleteEvents();
        record(startNanos, readNanos, readMs);
        return new LatencySample(round, percent, eventsPerSecond, isSustained(startNanos, times), fromDue, fromAppend);
    }

    private void record(long startNanos, long[] readNanos, long[] readMs) {
        for (int i = leadIn; i < events; i++) {
            fromDue.recordValue(TimeUnit.NANOSECONDS.toMicros(readNanos[i] - dueNanos(startNanos, i)));
            // The two clocks are one, but the broker's is in whole milliseconds and read first.
            fromAppend.recordValue(TimeUnit.MILLISECONDS.toMicros(Math.max(0, readMs[i] - appendedMs[i])));
        }
    }

    private long dueNanos(long startNanos, int event) {
        return startNanos + (long) (event * (double) Duration.ofSeconds(1).toNanos() / eventsPerSecond);
    }

    private boolean isSustained(long startNanos, EffectClock.Times times) {
        long tailNanos = times.lastNanos() - dueNanos(startNanos, events - 1);
        return tailNanos <= TAIL_MAX.plus(pipeline.contender().commitInterval()).toNanos();
    }
}
