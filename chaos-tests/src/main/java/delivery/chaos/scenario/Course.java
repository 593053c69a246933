package delivery.chaos.scenario;

import delivery.chaos.testbed.ScenarioTopics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** How a scenario's events are laid out and handed to its pipeline. */
public sealed interface Course {
    /** Three partitions, and all events written before the pipeline starts: it is under load, and cycles are as they come. */
    Course UNDER_LOAD = new UnderLoad();

    ScenarioTopics createTopics(Admin admin, String prefix) throws InterruptedException, ExecutionException;

    /** The pages of the scenario, of those that there are. */
    List<String> choose(List<String> pages);

    /** Events in a batch; the next batch is written once the offsets of the one before are committed. */
    int batchEvents();

    /** What the pipeline's clients are told beside the times of every scenario. */
    Map<String, String> clientSettings();

    /** See {@link #UNDER_LOAD}. */
    record UnderLoad() implements Course {
        @Override
        public ScenarioTopics createTopics(Admin admin, String prefix) throws InterruptedException, ExecutionException {
            return ScenarioTopics.create(admin, prefix);
        }

        @Override
        public List<String> choose(List<String> pages) {
            return pages;
        }

        @Override
        public int batchEvents() {
            return Integer.MAX_VALUE;
        }

        @Override
        public Map<String, String> clientSettings() {
            return Map.of();
        }
    }

    /**
     * One partition, and each batch written only once the offsets of the one before are committed: every cycle from poll
     * to poll is one batch, and the same in every run.
     *
     * @param replicas of the partition; the first of these brokers leads
     * @param changelogs names, without the prefix, of compacted topics that the pipeline would make itself, anywhere
     */
    record CycleByCycle(
            List<Integer> replicas,
            List<String> changelogs,
            int batches,
            int batchEvents,
            Map<String, String> clientSettings)
            implements Course {
        @Override
        public ScenarioTopics createTopics(Admin admin, String prefix) throws InterruptedException, ExecutionException {
            for (String changelog : changelogs) {
                NewTopic topic = new NewTopic(prefix + "-" + changelog, Map.of(0, replicas))
                        .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
                admin.createTopics(List.of(topic)).all().get();
            }
            return ScenarioTopics.createOn(admin, prefix, replicas);
        }

        @Override
        public List<String> choose(List<String> pages) {
            return pages.subList(0, batches * batchEvents);
        }
    }
}
