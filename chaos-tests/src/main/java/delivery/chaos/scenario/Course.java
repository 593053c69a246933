package delivery.chaos.scenario;

import delivery.chaos.testbed.InputEvents;
import delivery.chaos.testbed.ScenarioTopics;
import delivery.chaos.workload.WholeBatches;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/** How a scenario's events are laid out and handed to its pipeline. */
public sealed interface Course {
    /** Three partitions, and all events written before the pipeline starts: it is under load, and cycles are as they come. */
    Course UNDER_LOAD = new UnderLoad();

    /** As in histories and reports: {@code exact} or {@code ragged}. */
    default String name() {
        return "exact";
    }

    ScenarioTopics createTopics(Admin admin, String prefix) throws InterruptedException, ExecutionException;

    /** Partitions of each topic. */
    int partitions();

    /** The pages of the scenario, of those that there are. */
    List<String> choose(List<String> pages);

    /** Events in a batch; the next batch is written once the offsets of the one before are committed. */
    int batchEvents();

    /** What the pipeline's clients are told beside the times of every scenario. */
    Map<String, String> clientSettings();

    /**
     * See {@link #UNDER_LOAD}. Counts and not the clock decide which records are in flight together, so that the same strike
     * hits the same events in every run: the settings decide how many records a fault hits, never what is guaranteed.
     */
    record UnderLoad() implements Course {
        /** Every poll gives a pipeline so many events, all of one partition. */
        private static final int POLL_EVENTS = 250;

        @Override
        public ScenarioTopics createTopics(Admin admin, String prefix) throws InterruptedException, ExecutionException {
            return ScenarioTopics.create(admin, prefix);
        }

        @Override
        public int partitions() {
            return ScenarioTopics.PARTITIONS;
        }

        @Override
        public List<String> choose(List<String> pages) {
            return WholeBatches.fill(pages, POLL_EVENTS, page -> InputEvents.partition(page, partitions()));
        }

        @Override
        public int batchEvents() {
            return Integer.MAX_VALUE;
        }

        @Override
        public Map<String, String> clientSettings() {
            return Map.of(
                    "max.poll.records",
                    String.valueOf(POLL_EVENTS),
                    // Each partition in one response, so that no poll takes the rest of one and the first of another.
                    "max.partition.fetch.bytes",
                    String.valueOf(16 << 20),
                    // The effects of a poll are one batch, which the pipeline's flush sends and not its size or the
                    // clock.
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

    /**
     * One partition, and each batch written only once the offsets of the one before are committed: every cycle from poll
     * to poll is one batch, and the same in every run.
     *
     * @param replicas of the partition; the first of these brokers leads
     * @param stores of the pipeline, whose changelogs it would make itself, anywhere
     */
    record CycleByCycle(
            List<Integer> replicas,
            List<String> stores,
            int batches,
            int batchEvents,
            Map<String, String> clientSettings)
            implements Course {
        @Override
        public ScenarioTopics createTopics(Admin admin, String prefix) throws InterruptedException, ExecutionException {
            return ScenarioTopics.createOn(admin, prefix, stores, replicas);
        }

        @Override
        public int partitions() {
            return 1;
        }

        @Override
        public List<String> choose(List<String> pages) {
            return pages.subList(0, batches * batchEvents);
        }
    }
}
