package delivery.chaos.scenario;

import delivery.chaos.form.Yield;
import delivery.chaos.testbed.InputEvents;
import delivery.chaos.testbed.ScenarioTopics;
import delivery.chaos.workload.InputBatches;
import delivery.chaos.workload.Portion;
import delivery.chaos.workload.WholeBatches;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/**
 * The exact course for an input that gets one more partition in the middle: first half of what the partitions have that
 * there are, then the first polls of the new one, then the rest. The pages of the new partition are new ones: of a page
 * whose events lie in two partitions, Kafka keeps no order, and the pipeline says which count it has. The outputs have
 * the partition from the beginning, as whoever adds partitions begins with the outputs.
 *
 * @param exact of the partitions that there are before
 */
record GrowingCourse(ExactCourse exact) implements Course {
    /** Of the new partition, so many are written before the pipeline can know of it. */
    private static final int FIRST_POLLS = 2;

    /** The waves, by their numbers. */
    private static final int BEFORE = 0;

    private static final int FIRST_OF_NEW = 1;
    private static final int REST = 2;

    @Override
    public String name() {
        return exact.name();
    }

    @Override
    public ScenarioTopics createTopics(Admin admin, String prefix, Yield yields)
            throws InterruptedException, ExecutionException {
        return ScenarioTopics.create(admin, prefix, exact.partitions(), yields.beside(partitions()));
    }

    @Override
    public int partitions() {
        return exact.partitions() + 1;
    }

    /** The pages that the producer's own partitioner gives to the new partition are there alone. */
    @Override
    public int partition(String page) {
        int partition = InputEvents.partition(page, partitions());
        return partition == exact.partitions() ? partition : exact.partition(page);
    }

    /** As many as whole polls take in every partition, wave by wave; in each partition, their order stays. */
    @Override
    public List<String> choose(List<String> pages) {
        return inWaves().inOrder(WholeBatches.fill(pages, exact.pollEvents(), this::partition));
    }

    @Override
    public List<Portion> portions(List<String> pages, Random random) {
        return inWaves().portions(pages);
    }

    private Waves inWaves() {
        return new Waves(exact.pollEvents(), this::partition, this::wave);
    }

    private int wave(int partition, int poll, int polls) {
        if (partition == exact.partitions()) {
            return poll < FIRST_POLLS ? FIRST_OF_NEW : REST;
        }
        return 2 * poll < polls ? BEFORE : REST;
    }

    /** The fault decides: a pipeline that never takes up the first of the new partition is given the rest, too. */
    @Override
    public long backlogEvents(long events) {
        return events;
    }

    @Override
    public InputBatches inputBatches() {
        return exact.inputBatches(this::partition);
    }

    @Override
    public Map<String, String> clientSettings() {
        return exact.clientSettings();
    }
}
