package delivery.chaos.scenario;

import delivery.chaos.form.Yield;
import delivery.chaos.testbed.ScenarioTopics;
import delivery.chaos.workload.InputBatches;
import delivery.chaos.workload.Portion;
import delivery.chaos.workload.WholeBatches;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.function.ToIntFunction;
import org.apache.kafka.clients.admin.Admin;

/**
 * All events are written before the pipeline starts: it is under load, and cycles are as they come. Counts and not the
 * clock decide which records are in flight together, so that the same strike hits the same events in every run: the
 * settings decide how many records a fault hits, never what is guaranteed.
 *
 * @param partitions of each topic
 * @param valueBytes of each event
 */
record ExactCourse(int partitions, int valueBytes) implements Course {
    /** Every poll gives a pipeline so many events, all of one partition, unless they are large. */
    private static final int POLL_EVENTS_MAX = 250;

    /** Less than a broker's {@code message.max.bytes}, 1 MiB: what a poll gives stands in one batch. */
    private static final int INPUT_BATCH_BYTES_MAX = 900_000;
    /** All of a partition in one response, but where a pipeline of little memory would be given too much at once. */
    private static final String FETCH_BYTES = String.valueOf(16 << 20);
    /** Bytes of each event without its value: key, headers, framing. */
    private static final int OVERHEAD_BYTES = 100;

    /** How many events a poll gives. */
    int pollEvents() {
        return Math.min(POLL_EVENTS_MAX, INPUT_BATCH_BYTES_MAX / (OVERHEAD_BYTES + valueBytes));
    }

    @Override
    public String name() {
        return "exact";
    }

    @Override
    public ScenarioTopics createTopics(Admin admin, String prefix, Yield yields)
            throws InterruptedException, ExecutionException {
        return ScenarioTopics.create(admin, prefix, partitions, yields);
    }

    @Override
    public List<String> choose(List<String> pages) {
        return WholeBatches.fill(pages, pollEvents(), this::partition);
    }

    @Override
    public List<Portion> portions(List<String> pages, Random random) {
        return List.of(new Portion(0, pages.size(), List.of()));
    }

    @Override
    public long backlogEvents(long events) {
        return 0;
    }

    @Override
    public InputBatches inputBatches() {
        return inputBatches(this::partition);
    }

    /** The same of pages that stand in other partitions. */
    InputBatches inputBatches(ToIntFunction<String> partition) {
        int polls = INPUT_BATCH_BYTES_MAX / (OVERHEAD_BYTES + valueBytes) / pollEvents();
        return InputBatches.ofEvents(
                polls * pollEvents(), partition, INPUT_BATCH_BYTES_MAX, InputOptions.value(valueBytes));
    }

    @Override
    public Map<String, String> clientSettings() {
        return Map.of(
                "max.poll.records",
                String.valueOf(pollEvents()),
                // Whole batches of whole polls: no poll takes the rest of one partition and the first of another.
                "max.partition.fetch.bytes",
                FETCH_BYTES,
                "fetch.max.bytes",
                FETCH_BYTES,
                // The effects of a poll are one batch, which the pipeline's flush sends and not its size or the clock.
                "batch.size",
                String.valueOf(256 << 10),
                "linger.ms",
                "1000",
                // But Streams flushes only when it commits. What it has in flight at a strike, five batches of a
                // partition, must end before the next strike's event: there would be nothing new left to strike at.
                "producer.batch.size",
                String.valueOf(2 << 10),
                "producer.linger.ms",
                "100");
    }
}
