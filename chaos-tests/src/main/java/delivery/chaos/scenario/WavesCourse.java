package delivery.chaos.scenario;

import delivery.chaos.form.Yield;
import delivery.chaos.testbed.InputEvents;
import delivery.chaos.testbed.ScenarioTopics;
import delivery.chaos.workload.InputBatches;
import delivery.chaos.workload.Portion;
import java.util.ArrayList;
import java.util.HashMap;
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
        List<String> chosen = new ArrayList<>();
        inWaves(exact.choose(pages)).forEach(chosen::addAll);
        return chosen;
    }

    @Override
    public List<Portion> portions(List<String> pages, Random random) {
        List<Portion> portions = new ArrayList<>();
        int from = 0;
        for (List<String> wave : inWaves(pages)) {
            if (!wave.isEmpty()) {
                portions.add(new Portion(from, from + wave.size(), List.of()));
            }
            from += wave.size();
        }
        return portions;
    }

    private List<List<String>> inWaves(List<String> pages) {
        Map<Integer, Integer> polls = new HashMap<>();
        pages.forEach(page -> polls.merge(partition(page), 1, Integer::sum));
        polls.replaceAll((partition, events) -> events / exact.pollEvents());
        List<List<String>> inWaves = new ArrayList<>();
        for (int wave = 0; wave < waves; wave++) {
            inWaves.add(new ArrayList<>());
        }
        Map<Integer, Integer> before = new HashMap<>();
        for (String page : pages) {
            int poll = (before.merge(partition(page), 1, Integer::sum) - 1) / exact.pollEvents();
            inWaves.get(poll * waves / polls.get(partition(page))).add(page);
        }
        return inWaves;
    }

    private int partition(String page) {
        return InputEvents.partition(page, partitions());
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
