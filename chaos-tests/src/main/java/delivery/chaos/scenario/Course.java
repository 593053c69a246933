package delivery.chaos.scenario;

import delivery.chaos.fault.Fault;
import delivery.chaos.form.Yield;
import delivery.chaos.testbed.ClientTimeouts;
import delivery.chaos.testbed.InputEvents;
import delivery.chaos.testbed.ScenarioTopics;
import delivery.chaos.workload.InputBatches;
import delivery.chaos.workload.Portion;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;

/** How a scenario's events are laid out and handed to its pipeline. */
public sealed interface Course permits ExactCourse, WavesCourse, GrowingCourse, RaggedCourse, Course.CycleByCycle {
    /** As in histories and reports: {@code exact} or {@code ragged}. */
    String name();

    /** @param yields which outputs there are to be */
    ScenarioTopics createTopics(Admin admin, String prefix, Yield yields)
            throws InterruptedException, ExecutionException;

    /** Partitions of each topic, in the end. */
    int partitions();

    /** The partition of a page's events. */
    default int partition(String page) {
        return InputEvents.partition(page, partitions());
    }

    /** The pages of the scenario, of those that there are. */
    List<String> choose(List<String> pages);

    /**
     * What is written at a time, in order; the first before the pipeline starts.
     *
     * @param pages of all events, as chosen
     * @param random decides, by the scenario's seed alone
     */
    List<Portion> portions(List<String> pages, Random random);

    /**
     * The next portion is written once no more events than this wait for {@link #reached the pipeline}.
     *
     * @param events of the scenario
     */
    long backlogEvents(long events);

    /**
     * How many events the pipeline has come to, as far as the next portion waits for it.
     *
     * @param committed events before the committed offsets
     * @param sent events of which an effect was sent
     */
    default long reached(long committed, long sent) {
        return committed;
    }

    /** How the events stand in batches, each of which is fetched whole, and what their values are. */
    InputBatches inputBatches();

    /** Settings of the pipeline's clients in addition to those of every scenario. */
    Map<String, String> clientSettings();

    /**
     * All that the harness tells the pipeline's clients in a scenario, by name; a fault's own go before the course's.
     */
    default SortedMap<String, String> clientSettings(Fault fault) {
        SortedMap<String, String> settings = new TreeMap<>(ClientTimeouts.OF_EVERY_SCENARIO);
        settings.putAll(clientSettings());
        settings.putAll(fault.clientSettings());
        return settings;
    }

    /** The course that a fault asks for, of the size that a run asks for. */
    static Course of(Fault fault, InputOptions input) {
        ExactCourse exact = new ExactCourse(input.partitions(), input.valueBytes());
        if (fault.isRagged()) {
            return new RaggedCourse(input.partitions(), input.valueBytes());
        }
        if (fault.addsPartition()) {
            return new GrowingCourse(exact);
        }
        return fault.waves() == 0 ? exact : new WavesCourse(exact, fault.waves());
    }

    /**
     * One partition, and each batch written only once the offsets of the one before are committed: every cycle from
     * poll to poll is one batch, and the same in every run.
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
        private static final int INPUT_BATCH_BYTES = 256 << 10;

        @Override
        public String name() {
            return "exact";
        }

        @Override
        public ScenarioTopics createTopics(Admin admin, String prefix, Yield yields)
                throws InterruptedException, ExecutionException {
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

        @Override
        public List<Portion> portions(List<String> pages, Random random) {
            return IntStream.range(0, batches)
                    .mapToObj(batch -> new Portion(batch * batchEvents, (batch + 1) * batchEvents, List.of()))
                    .toList();
        }

        @Override
        public long backlogEvents(long events) {
            return 0;
        }

        @Override
        public InputBatches inputBatches() {
            return InputBatches.ofBytes(INPUT_BATCH_BYTES, this::partition, number -> InputOptions.VALUE);
        }
    }
}
