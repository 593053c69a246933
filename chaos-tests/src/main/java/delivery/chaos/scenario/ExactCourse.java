package delivery.chaos.scenario;

import delivery.chaos.testbed.InputEvents;
import delivery.chaos.testbed.ScenarioTopics;
import delivery.chaos.workload.Portion;
import delivery.chaos.workload.WholeBatches;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/**
 * All events are written before the pipeline starts: it is under load, and cycles are as they come. Counts and not the clock
 * decide which records are in flight together, so that the same strike hits the same events in every run: the settings decide
 * how many records a fault hits, never what is guaranteed.
 *
 * @param partitions of each topic
 */
record ExactCourse(int partitions) implements Course {
    static final ExactCourse DEFAULT = new ExactCourse(ScenarioTopics.PARTITIONS);

    static final int INPUT_BATCH_BYTES = 256 << 10;
    /** Every poll gives a pipeline so many events, all of one partition. */
    private static final int POLL_EVENTS = 250;

    @Override
    public String name() {
        return "exact";
    }

    @Override
    public ScenarioTopics createTopics(Admin admin, String prefix) throws InterruptedException, ExecutionException {
        return ScenarioTopics.create(admin, prefix, partitions);
    }

    @Override
    public List<String> choose(List<String> pages) {
        return WholeBatches.fill(pages, POLL_EVENTS, page -> InputEvents.partition(page, partitions));
    }

    @Override
    public List<Portion> portions(List<String> pages, Random random) {
        return Course.whole(pages);
    }

    @Override
    public long backlogEvents(long events) {
        return 0;
    }

    @Override
    public int inputBatchBytes() {
        return INPUT_BATCH_BYTES;
    }

    @Override
    public Map<String, String> clientSettings() {
        return Map.of(
                "max.poll.records",
                String.valueOf(POLL_EVENTS),
                // Each partition in one response, so that no poll takes the rest of one and the first of another.
                "max.partition.fetch.bytes",
                String.valueOf(16 << 20),
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
