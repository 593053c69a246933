package delivery.chaos;

import delivery.chaos.audit.Cell;
import delivery.chaos.audit.Judge;
import delivery.chaos.audit.VerdictFile;
import delivery.chaos.form.EffectForm;
import delivery.chaos.form.FieldPlace;
import delivery.chaos.form.Yield;
import delivery.chaos.pipeline.Pipelines;
import delivery.chaos.pipeline.description.DescribedTopics;
import delivery.chaos.run.CannotStartException;
import delivery.chaos.run.ClientProperties;
import delivery.chaos.run.GivenOptions;
import delivery.chaos.topics.NotJudgedException;
import delivery.chaos.topics.TopicsHistory;
import delivery.chaos.topics.TopicsToJudge;
import delivery.contract.Circumstance;
import delivery.contract.Guarantee;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.Option;

/** Options of {@code audit} for topics that are there already: which they are, and what was promised. */
final class TopicsGiven {
    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            split = ",",
            description = "instead of DIR: addresses of a cluster with topics from a run of yours. They are judged as"
                    + " they are, without a fault, and read only: nothing is created, committed or joined")
    private List<String> bootstrap = new ArrayList<>();

    @Option(
            names = "--client-config",
            paramLabel = "FILE",
            description = "client properties of that cluster (security.*, ssl.*, sasl.*); what stands in it is"
                    + " shown nowhere")
    private Path clientConfig;

    @Option(names = "--input-topic", paramLabel = "TOPIC", description = "of the events")
    private String input;

    @Option(
            names = "--output-topic",
            paramLabel = "TOPIC",
            split = ",",
            description = "of the effects; several with commas: an effect may stand in any of them, unless a"
                    + " description says otherwise")
    private List<String> outputs = new ArrayList<>();

    @Option(
            names = "--promise",
            paramLabel = "PROMISE",
            description = "that is judged by: at-most-once, at-least-once, idempotent-producer, transactional-eos,"
                    + " streams-eos or last-count; it says the isolation level, too. Or that of the description")
    private String promise;

    @Option(
            names = "--description",
            paramLabel = "FILE",
            description = "of a pipeline, as judge takes it; here name, promise, events and effects are read, and may"
                    + " be absent. events: {id: PLACE, page: PLACE} says where the events have theirs")
    private Path description;

    @Option(
            names = "--group",
            paramLabel = "ID",
            description = "of the pipeline: its committed offsets say what it has come to; what it has not is not lost")
    private String group;

    @Option(
            names = "--drained",
            description = "in the place of --group: the pipeline had done all of its input. Without either, it is taken"
                    + " to have gone through each partition in order, up to the last event that has an effect; of the"
                    + " events after that one nobody can tell whether they are lost or not done yet, and where there"
                    + " are any, nothing worse than INCONCLUSIVE comes of them")
    private boolean drained;

    @Option(
            names = "--went-through",
            paramLabel = "WHAT",
            split = ",",
            description = "what befell the pipeline in that run, with commas: ack-lost, request-lost,"
                    + " pipeline-restarted, broker-killed, rebalanced, zombie, offsets-lost. Then what the promise says"
                    + " of these holds; without it nothing befell it, and every anomaly is forbidden to everybody")
    private List<String> wentThrough = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "where history.jsonl.gz and verdict.json of the topics go; topics-given/ of the current"
                    + " directory if absent")
    private Path output;

    /** Whether any of these options was given. */
    boolean isAsked() {
        return !bootstrap.isEmpty()
                || clientConfig != null
                || input != null
                || !outputs.isEmpty()
                || promise != null
                || description != null
                || group != null
                || drained
                || !wentThrough.isEmpty()
                || output != null;
    }

    /**
     * Reads the topics, judges them and says what was found.
     *
     * @throws IllegalArgumentException in one line, if an option or a description is wrong
     * @throws CannotStartException in one line, if the cluster, a topic or the group cannot be asked
     */
    ExitCode judge(PrintWriter out, PrintWriter err) throws IOException, InterruptedException {
        TopicsToJudge topics = topics();
        ClientProperties properties = ClientProperties.read(
                ClientProperties.Asker.AUDIT, String.join(",", bootstrap), Optional.ofNullable(clientConfig));
        Path directory = output == null ? Path.of("topics-given") : output;
        NavigableMap<Integer, TopicPartition> outputPartitions;
        try {
            outputPartitions = TopicsHistory.write(topics, properties, directory);
        } catch (NotJudgedException unusable) {
            err.println("audit: not judged: " + unusable.getMessage());
            return ExitCode.NOT_JUDGED;
        }
        Cell cell = Judge.judge(directory, directory.toString());
        VerdictFile.write(directory, cell);
        new TopicsText(topics, outputPartitions).print(cell, out);
        return ExitCode.ofVerdicts(List.of(cell.verdict()));
    }

    private TopicsToJudge topics() {
        require(!bootstrap.isEmpty(), "topics need the cluster that they are of: --bootstrap HOST:PORT");
        require(input != null, "which topic has the events? --input-topic TOPIC");
        require(!outputs.isEmpty(), "which topic has the effects? --output-topic TOPIC");
        require(!outputs.contains(input), "the topic " + input + " cannot be input and output");
        require(Set.copyOf(outputs).size() == outputs.size(), "an output topic is named twice");
        require(group == null || !drained, "--group says how far the pipeline has come; --drained says so, too");
        DescribedTopics described = described();
        return new TopicsToJudge(
                input,
                outputs,
                Optional.ofNullable(group),
                drained,
                circumstances(),
                described,
                promise(described),
                repeat());
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** Of several output topics nobody can say what the running count of a page is to be. */
    private DescribedTopics described() {
        DescribedTopics said = description == null
                ? DescribedTopics.CONTRACT
                : DescribedTopics.read(description.toAbsolutePath(), Pipelines.promises());
        int topics = said.yields().topics().size();
        require(
                topics == 1 || topics == outputs.size(),
                description + " has " + topics + " output topics, and --output-topic names " + outputs.size());
        if (outputs.size() == 1 || !said.yields().counted()) {
            return said;
        }
        require(
                description == null || topics > 1,
                description + ": of several output topics no count is judged; say effects: {count: none}");
        return new DescribedTopics(
                said.name(),
                said.promise(),
                said.events(),
                new EffectForm(said.effects().eventId(), said.effects().page(), FieldPlace.of("none")),
                new Yield(said.yields().rule(), 1, outputs, 0, false));
    }

    /** The promise, under the name of the cell. */
    private Guarantee promise(DescribedTopics described) {
        require(
                promise == null || described.promise().isEmpty(),
                "--promise " + promise + ", and " + description + " promises something itself: which of the two?");
        if (promise == null) {
            return described
                    .promise()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "what was promised? --promise PROMISE, or a description that says it"));
        }
        List<Guarantee> known = Pipelines.promises();
        List<String> names = known.stream().map(Guarantee::name).toList();
        require(
                names.contains(promise),
                "there is no promise " + promise + "; known: " + String.join(", ", names)
                        + "; a table of its own stands in a description");
        Guarantee named = known.get(names.indexOf(promise));
        return new Guarantee(
                described.name(), named.promise(), named.isolationLevel(), named.coverage(), named.expectations());
    }

    private Set<Circumstance> circumstances() {
        Set<Circumstance> circumstances = EnumSet.noneOf(Circumstance.class);
        List<String> names = Arrays.stream(Circumstance.values())
                .filter(circumstance -> circumstance != Circumstance.UNDISTURBED)
                .map(TopicsGiven::name)
                .toList();
        for (String name : wentThrough) {
            require(
                    names.contains(name),
                    "no pipeline can go through " + name + "; did you mean " + GivenOptions.nearest(name, names) + "?");
            circumstances.add(Circumstance.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_')));
        }
        return circumstances.isEmpty() ? EnumSet.of(Circumstance.UNDISTURBED) : circumstances;
    }

    private static String name(Circumstance circumstance) {
        return circumstance.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private String repeat() {
        return Stream.of(
                        "java -jar chaos-tests.jar audit --bootstrap " + String.join(",", bootstrap),
                        option("--client-config", clientConfig),
                        "--input-topic " + input,
                        "--output-topic " + String.join(",", outputs),
                        option("--promise", promise),
                        option("--description", description),
                        option("--group", group),
                        drained ? "--drained" : "",
                        wentThrough.isEmpty() ? "" : "--went-through " + String.join(",", wentThrough))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static String option(String name, Object value) {
        return value == null ? "" : name + " " + value;
    }
}
