package delivery.chaos.testbed;

import delivery.chaos.form.EffectForm;
import delivery.chaos.process.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.RetriableException;

/**
 * The topics of one scenario: events in, effects out, partitioned alike.
 *
 * @param changelogs made beside them
 * @param partitions of each
 * @param effects the form of what stands in the output
 */
public record ScenarioTopics(
        String input,
        Uuid inputId,
        String output,
        Uuid outputId,
        List<String> changelogs,
        int partitions,
        EffectForm effects) {
    /** Unless asked for otherwise. */
    public static final int PARTITIONS = 3;

    private static final short REPLICATION = 3;
    private static final Duration LEADERS_MAX = Duration.ofSeconds(60);

    /** With effects in the form of the contract. */
    public ScenarioTopics(
            String input, Uuid inputId, String output, Uuid outputId, List<String> changelogs, int partitions) {
        this(input, inputId, output, outputId, changelogs, partitions, EffectForm.CONTRACT);
    }

    /** The same topics with effects in another form. */
    public ScenarioTopics with(EffectForm form) {
        return new ScenarioTopics(input, inputId, output, outputId, changelogs, partitions, form);
    }

    /** Creates both and waits until every leader serves. */
    public static ScenarioTopics create(Admin admin, String prefix, int partitions)
            throws InterruptedException, ExecutionException {
        return create(admin, prefix, List.of(), partitions, name -> new NewTopic(name, partitions, REPLICATION));
    }

    /**
     * Creates all with one partition each and waits until its leader serves.
     *
     * @param stores whose changelogs are to have their leader there, too
     * @param replicas broker ids; the first of them leads
     */
    public static ScenarioTopics createOn(Admin admin, String prefix, List<String> stores, List<Integer> replicas)
            throws InterruptedException, ExecutionException {
        return create(admin, prefix, stores, 1, name -> new NewTopic(name, Map.of(0, replicas)));
    }

    private static ScenarioTopics create(
            Admin admin, String prefix, List<String> stores, int partitions, Function<String, NewTopic> made)
            throws InterruptedException, ExecutionException {
        String input = prefix + ".events";
        String output = prefix + ".effects";
        List<String> changelogs = stores.stream()
                .map(store -> prefix + "-" + store + "-changelog")
                .toList();
        List<NewTopic> topics = new ArrayList<>(List.of(made.apply(input), made.apply(output)));
        for (String changelog : changelogs) {
            topics.add(made.apply(changelog)
                    .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)));
        }
        CreateTopicsResult created = admin.createTopics(topics);
        created.all().get();
        awaitLeaders(
                admin,
                Stream.of(input, output)
                        .flatMap(topic -> partitions(topic, partitions).stream())
                        .toList());
        return new ScenarioTopics(
                input,
                created.topicId(input).get(),
                output,
                created.topicId(output).get(),
                changelogs,
                partitions);
    }

    /**
     * Until every leader answers for its partition: one that does not know its part yet would refuse the first records.
     * It may take those after them, and then refuse the first for good, as out of sequence.
     */
    public static void awaitLeaders(Admin admin, List<TopicPartition> all) {
        List<TopicPartition> waitsFor = new ArrayList<>(all);
        boolean serve = new Patience(LEADERS_MAX, waitsFor::size).await(() -> {
            ListOffsetsResult ends =
                    admin.listOffsets(waitsFor.stream().collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest())));
            for (TopicPartition partition : List.copyOf(waitsFor)) {
                try {
                    ends.partitionResult(partition).get();
                    waitsFor.remove(partition);
                } catch (ExecutionException notYet) {
                    if (!(notYet.getCause() instanceof RetriableException)) {
                        throw notYet;
                    }
                }
            }
            return waitsFor.isEmpty();
        });
        if (!serve) {
            throw new IllegalStateException("no leader has begun to serve one of " + waitsFor + " for " + LEADERS_MAX);
        }
    }

    /**
     * Asks for them to be deleted, and waits for nothing: each more that a follower fetches costs brokers time in every
     * scenario to come, and no more than that if one stays.
     */
    public void delete(Admin admin) {
        List<String> all = new ArrayList<>(List.of(input, output));
        all.addAll(changelogs);
        admin.deleteTopics(all).all().whenComplete((done, failed) -> {
            if (failed != null) {
                System.err.println(all + " could not be deleted: " + failed);
            }
        });
    }

    public List<TopicPartition> outputPartitions() {
        return partitions(output, partitions);
    }

    private static List<TopicPartition> partitions(String topic, int partitions) {
        return IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
    }
}
