package delivery.chaos.scenario;

import delivery.chaos.form.Yield;
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
 * As in production: polls over several partitions and remainders of them, batches of Kafka's own sizes, an input that
 * goes on while the pipeline runs, values of which some are null, empty or large, and an upstream that aborts some of
 * its transactions. What a fault hits varies from
 * run to run within what was in flight; where every event stands follows from the seed all the same.
 *
 * @param partitions of each topic
 * @param valueBytes of each event
 */
record RaggedCourse(int partitions, int valueBytes) implements Course {
    /** Of the events, the least and the most in one portion, and how many of them may wait when the next is written. */
    private static final double PORTION_MIN = 0.03;

    private static final double PORTION_MAX = 0.2;
    private static final double BACKLOG = 0.15;

    private static final int ABORTED_MAX = 40;
    /** So many events of so many partitions, about, are in an answer to a fetch: fewer than a poll may give. */
    private static final int FETCH_EVENTS = 94;

    private static final int FETCH_PARTITIONS = 3;
    /** Bytes of each event without its value: key, headers, framing. */
    private static final int OVERHEAD_BYTES = 60;
    /** Kafka's default of {@code max.partition.fetch.bytes}. */
    private static final int FETCH_BYTES_MAX = 1 << 20;

    /** Small, so that a fetch holds the ends and beginnings of several. */
    private static final int INPUT_BATCH_BYTES = 4 << 10;

    @Override
    public String name() {
        return "ragged";
    }

    @Override
    public ScenarioTopics createTopics(Admin admin, String prefix, Yield yields)
            throws InterruptedException, ExecutionException {
        return ScenarioTopics.create(admin, prefix, partitions, yields);
    }

    @Override
    public List<String> choose(List<String> pages) {
        return pages;
    }

    /** Of uneven sizes; every second one aborts a transaction. */
    @Override
    public List<Portion> portions(List<String> pages, Random random) {
        List<Integer> ends = ends(pages.size(), random);
        Map<Integer, Integer> lastPortions = new HashMap<>();
        int from = 0;
        for (int portion = 0; portion < ends.size(); portion++) {
            for (String page : pages.subList(from, ends.get(portion))) {
                lastPortions.put(partition(page), portion);
            }
            from = ends.get(portion);
        }
        List<Portion> portions = new ArrayList<>();
        from = 0;
        for (int end : ends) {
            int number = portions.size();
            List<String> aborted = new ArrayList<>();
            for (int i = number % 2 == 0 ? 0 : 1 + random.nextInt(ABORTED_MAX); i > 0; i--) {
                String page = pages.get(random.nextInt(pages.size()));
                // Every partition ends with an event: what is committed when all are done is the end of the input.
                if (lastPortions.get(partition(page)) > number) {
                    aborted.add(page);
                }
            }
            portions.add(new Portion(from, end, aborted));
            from = end;
        }
        return portions;
    }

    private static List<Integer> ends(int events, Random random) {
        List<Integer> ends = new ArrayList<>();
        for (int end = 0; end < events; ) {
            end += 1 + (int) (events * (PORTION_MIN + random.nextDouble() * (PORTION_MAX - PORTION_MIN)));
            ends.add(events - end < events * PORTION_MIN ? events : end);
            end = ends.get(ends.size() - 1);
        }
        return ends;
    }

    @Override
    public long backlogEvents(long events) {
        return (long) (events * BACKLOG);
    }

    /** A pipeline that commits nothing gets through its input all the same, and its mistake is seen. */
    @Override
    public long reached(long committed, long sent) {
        return Math.max(committed, sent);
    }

    @Override
    public InputBatches inputBatches() {
        return InputBatches.ofBytes(
                INPUT_BATCH_BYTES, this::partition, new RaggedValues(InputOptions.value(valueBytes)));
    }

    private int partitionFetchBytes() {
        return Math.min(FETCH_EVENTS * (OVERHEAD_BYTES + valueBytes), FETCH_BYTES_MAX);
    }

    @Override
    public Map<String, String> clientSettings() {
        return Map.of(
                // Divides neither a partition's events nor what a fetch brings.
                "max.poll.records",
                "337",
                // Less than what waits, so that a poll has something of every partition.
                "max.partition.fetch.bytes",
                String.valueOf(partitionFetchBytes()),
                "fetch.max.bytes",
                String.valueOf(FETCH_PARTITIONS * partitionFetchBytes()),
                // A Produce goes out as soon as there is something to send, and before the offsets of its transaction.
                "linger.ms",
                "0");
    }
}
