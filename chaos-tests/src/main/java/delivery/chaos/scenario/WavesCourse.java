package delivery.chaos.scenario;

import delivery.chaos.form.Yield;
import delivery.chaos.testbed.ScenarioTopics;
import delivery.chaos.workload.InputBatches;
import delivery.chaos.workload.Portion;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/**
 * The exact course in waves of whole polls, of about the same number in every partition: a group changes between two
 * strikes, and whoever joins it finds something to do.
 *
 * @param exact of which the waves are parts
 */
record WavesCourse(ExactCourse exact, int waves) implements Course {
    @Override
    public String name() {
        return exact.name();
    }

    @Override
    public ScenarioTopics createTopics(Admin admin, String prefix, Yield yields)
            throws InterruptedException, ExecutionException {
        return exact.createTopics(admin, prefix, yields);
    }

    @Override
    public int partitions() {
        return exact.partitions();
    }

    /** Those of the exact course, wave by wave; in each partition, their order stays. */
    @Override
    public List<String> choose(List<String> pages) {
        return inWaves().inOrder(exact.choose(pages));
    }

    @Override
    public List<Portion> portions(List<String> pages, Random random) {
        return inWaves().portions(pages);
    }

    private Waves inWaves() {
        return new Waves(exact.pollEvents(), this::partition, (partition, poll, polls) -> poll * waves / polls);
    }

    @Override
    public long backlogEvents(long events) {
        return exact.backlogEvents(events);
    }

    @Override
    public InputBatches inputBatches() {
        return exact.inputBatches();
    }

    @Override
    public Map<String, String> clientSettings() {
        return exact.clientSettings();
    }
}
