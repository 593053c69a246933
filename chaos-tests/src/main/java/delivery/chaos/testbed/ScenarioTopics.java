package delivery.chaos.testbed;

import delivery.chaos.form.EffectForm;
import delivery.chaos.form.Yield;
import delivery.chaos.process.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.function.BiFunction;
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
 * @param outputs of which the first is that of the contract
 * @param changelogs made beside them
 * @param partitions of the input, when it is made
 * @param outputPartitions of each output
 * @param effects the form of what stands in the output
 */
public record ScenarioTopics(
        String input,
        Uuid inputId,
        List<OutputTopic> outputs,
        List<String> changelogs,
        int partitions,
        int outputPartitions,
        EffectForm effects) {
    /** A topic that effects come to. */
    public record OutputTopic(String name, Uuid id) {}

    /** Unless asked for otherwise. */
    public static final int PARTITIONS = 3;

    private static final Duration LEADERS_MAX = Duration.ofSeconds(60);

    /** As often as the cluster does it by itself: on one of the run's own, three times. */
    private static NewTopic replicated(String name, int partitions) {
        return new NewTopic(name, Optional.of(partitions), Optional.empty());
    }

    /** With effects in the form of the contract. */
    public ScenarioTopics(
            String input, Uuid inputId, String output, Uuid outputId, List<String> changelogs, int partitions) {
        this(
                input,
                inputId,
                List.of(new OutputTopic(output, outputId)),
                changelogs,
                partitions,
                partitions,
                EffectForm.CONTRACT);
    }

    /** The output topic of the contract. */
    public String output() {
        return outputs.get(0).name();
    }

    public Uuid outputId() {
        return outputs.get(0).id();
    }

    /** Names of all topics that effects come to. */
    public List<String> outputNames() {
        return outputs.stream().map(OutputTopic::name).toList();
    }

    /**
     * The number of the first partition of an output topic, by its name or its id: partitions are numbered through all
     * outputs, as in {@link delivery.chaos.form.Yield}. Empty for a topic that is none.
     */
    OptionalInt firstOf(String name, Uuid id) {
        return IntStream.range(0, outputs.size())
                .filter(output -> outputs.get(output).name().equals(name)
                        || outputs.get(output).id().equals(id))
                .map(output -> output * outputPartitions)
                .findFirst();
    }

    /** The same topics with effects in another form. */
    public ScenarioTopics with(EffectForm form) {
        return new ScenarioTopics(input, inputId, outputs, changelogs, partitions, outputPartitions, form);
    }

    /** Creates all and waits until every leader serves. */
    public static ScenarioTopics create(Admin admin, String prefix, int partitions, Yield yields)
            throws InterruptedException, ExecutionException {
        return create(admin, prefix, List.of(), partitions, yields.beside(partitions), ScenarioTopics::replicated);
    }

    /**
     * Creates all with one partition each and waits until its leader serves.
     *
     * @param stores whose changelogs are to have their leader there, too
     * @param replicas broker ids; the first of them leads
     */
    public static ScenarioTopics createOn(Admin admin, String prefix, List<String> stores, List<Integer> replicas)
            throws InterruptedException, ExecutionException {
        return create(
                admin,
                prefix,
                stores,
                1,
                Yield.CONTRACT.beside(1),
                (name, one) -> new NewTopic(name, Map.of(0, replicas)));
    }

    private static ScenarioTopics create(
            Admin admin,
            String prefix,
            List<String> stores,
            int partitions,
            Yield yields,
            BiFunction<String, Integer, NewTopic> made)
            throws InterruptedException, ExecutionException {
        String input = prefix + ".events";
        List<String> outputs =
                yields.topics().stream().map(topic -> prefix + "." + topic).toList();
        List<String> changelogs = stores.stream()
                .map(store -> prefix + "-" + store + "-changelog")
                .toList();
        List<NewTopic> topics = new ArrayList<>(List.of(made.apply(input, partitions)));
        outputs.forEach(output -> topics.add(made.apply(output, yields.partitions())));
        for (String changelog : changelogs) {
            topics.add(made.apply(changelog, partitions)
                    .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)));
        }
        CreateTopicsResult created = admin.createTopics(topics);
        created.all().get();
        List<OutputTopic> identified = new ArrayList<>();
        for (String output : outputs) {
            identified.add(new OutputTopic(output, created.topicId(output).get()));
        }
        ScenarioTopics all = new ScenarioTopics(
                input,
                created.topicId(input).get(),
                identified,
                changelogs,
                partitions,
                yields.partitions(),
                EffectForm.CONTRACT);
        awaitLeaders(
                admin,
                Stream.concat(partitions(input, partitions).stream(), all.allOutputPartitions().stream())
                        .toList());
        return all;
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
        List<String> all = new ArrayList<>(outputNames());
        all.add(input);
        all.addAll(changelogs);
        admin.deleteTopics(all).all().whenComplete((done, failed) -> {
            if (failed != null) {
                System.err.println(all + " could not be deleted: " + failed);
            }
        });
    }

    /** The partitions of all outputs, by their number. */
    public List<TopicPartition> allOutputPartitions() {
        return outputNames().stream()
                .flatMap(output -> partitions(output, outputPartitions).stream())
                .toList();
    }

    /** The partition of an output that a number stands for. */
    public TopicPartition outputPartition(int number) {
        return new TopicPartition(outputs.get(number / outputPartitions).name(), number % outputPartitions);
    }

    private static List<TopicPartition> partitions(String topic, int partitions) {
        return IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
    }
}
