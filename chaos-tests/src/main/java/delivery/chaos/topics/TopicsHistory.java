package delivery.chaos.topics;

import delivery.chaos.form.EffectForm;
import delivery.chaos.form.FieldPlace;
import delivery.chaos.form.Yield;
import delivery.chaos.history.HistoryLine;
import delivery.chaos.history.HistoryLine.Drain;
import delivery.chaos.history.HistoryLine.Effect;
import delivery.chaos.history.HistoryLine.Event;
import delivery.chaos.history.HistoryWriter;
import delivery.chaos.readback.GrownTopicException;
import delivery.chaos.readback.InputReader;
import delivery.chaos.readback.InputReader.UnusableInputException;
import delivery.chaos.readback.LoggedLines;
import delivery.chaos.readback.OutputReader;
import delivery.chaos.run.CannotStartException;
import delivery.chaos.run.ClientProperties;
import delivery.chaos.run.Versions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads topics that are there already and writes what stands in them as a history without a fault. Whatever would make
 * a verdict wrong is refused before anything is written: a beginning that is gone, records that were compacted away,
 * events without an id, topics that grow.
 */
public final class TopicsHistory {
    private static final String NO_FAULT = "none";

    private final TopicsToJudge topics;
    private final ClientProperties properties;
    private final GivenCluster cluster;
    private final NavigableMap<Integer, TopicPartition> input = new TreeMap<>();
    private final NavigableMap<Integer, TopicPartition> output = new TreeMap<>();
    private final long begunNanos = System.nanoTime();
    private Yield yields;

    private TopicsHistory(TopicsToJudge topics, ClientProperties properties, GivenCluster cluster) {
        this.topics = topics;
        this.properties = properties;
        this.cluster = cluster;
    }

    /**
     * Reads the topics and writes the history into a directory that exists.
     *
     * @return by number, the output partitions, and in which topic each is
     * @throws CannotStartException if the cluster, a topic or the group cannot be asked, or is not there
     * @throws NotJudgedException if what the topics hold cannot be judged
     */
    public static NavigableMap<Integer, TopicPartition> write(
            TopicsToJudge topics, ClientProperties properties, Path directory)
            throws CannotStartException, NotJudgedException, IOException, InterruptedException {
        try (GivenCluster cluster = new GivenCluster(properties)) {
            TopicsHistory history = new TopicsHistory(topics, properties, cluster);
            history.number();
            history.write(directory);
            return history.output;
        }
    }

    /** Partitions of several output topics are numbered through, each topic as if it had as many as the largest. */
    private void number() throws CannotStartException, InterruptedException {
        int inputs = cluster.partitions(topics.input());
        for (int partition = 0; partition < inputs; partition++) {
            input.put(partition, new TopicPartition(topics.input(), partition));
        }
        Map<String, Integer> sizes = new LinkedHashMap<>();
        for (String topic : topics.outputs()) {
            sizes.put(topic, cluster.partitions(topic));
        }
        int largest = sizes.values().stream().max(Integer::compare).orElseThrow();
        for (int topic = 0; topic < topics.outputs().size(); topic++) {
            String name = topics.outputs().get(topic);
            for (int partition = 0; partition < sizes.get(name); partition++) {
                output.put(topic * largest + partition, new TopicPartition(name, partition));
            }
        }
        Yield said = topics.described().yields();
        yields = new Yield(said.rule(), said.times(), topics.outputs(), largest, said.counted());
    }

    private void write(Path directory)
            throws CannotStartException, NotJudgedException, IOException, InterruptedException {
        NavigableMap<Integer, Long> inputEnds = readable(input);
        NavigableMap<Integer, Long> outputEnds = readable(output);
        // Before the output: what is done after this is not to be held against the pipeline.
        Optional<NavigableMap<Integer, Long>> committed = topics.group().isPresent()
                ? Optional.of(cluster.committed(topics.group().get(), input))
                : Optional.empty();
        List<HistoryLine> events = events(inputEnds);
        Map<String, Event> byId = byId(events);
        List<HistoryLine> effects = effects(byId);
        requireUnchanged("the input", input, inputEnds);
        requireUnchanged("the output", output, outputEnds);
        WholeLog.require(effects, output, outputEnds);
        requireEffects(effects);
        Drain drain = new HowFar(topics, events, byId, effects).drain(elapsedMs(), committed, inputEnds);
        Files.createDirectories(directory);
        try (HistoryWriter history = new HistoryWriter(directory)) {
            history.write(head());
            if (!isOfContract()) {
                history.write(new HistoryLine.Yields(yields));
            }
            history.write(new HistoryLine.Schedule(List.of()));
            for (List<HistoryLine> lines : List.of(events, List.<HistoryLine>of(drain), effects)) {
                for (HistoryLine line : lines) {
                    history.write(line);
                }
            }
            history.write(new HistoryLine.End(history.lines(), elapsedMs(), List.of()));
        }
    }

    private boolean isOfContract() {
        Yield contract = Yield.CONTRACT;
        return yields.rule() == contract.rule()
                && yields.counted()
                && yields.topics().size() == 1
                && yields.partitions() == input.size();
    }

    private long elapsedMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begunNanos);
    }

    /** Where each partition ends, if nothing of its beginning is gone. */
    private NavigableMap<Integer, Long> readable(NavigableMap<Integer, TopicPartition> partitions)
            throws CannotStartException, NotJudgedException, InterruptedException {
        for (Map.Entry<Integer, Long> begin : cluster.begins(partitions).entrySet()) {
            if (begin.getValue() > 0) {
                throw new NotJudgedException(partitions.get(begin.getKey()) + " begins at offset " + begin.getValue()
                        + ": what stood before it was removed, by retention or by hand, and nobody can judge by"
                        + " the rest");
            }
        }
        NavigableMap<Integer, Long> ends = cluster.ends(partitions);
        for (Map.Entry<Integer, Long> end : ends.entrySet()) {
            if (end.getValue() > Integer.MAX_VALUE) {
                throw new NotJudgedException(partitions.get(end.getKey()) + " has more than " + Integer.MAX_VALUE
                        + " records, more than can be held against each other here");
            }
        }
        return ends;
    }

    private List<HistoryLine> events(NavigableMap<Integer, Long> ends)
            throws CannotStartException, NotJudgedException, IOException, InterruptedException {
        InputReader reader = new InputReader(
                properties.settings(),
                cluster.log(input),
                input,
                topics.described().events());
        List<HistoryLine> events = reading(topics.input(), () -> reader.read(ends));
        WholeLog.require(events, input, ends);
        if (events.stream().noneMatch(Event.class::isInstance)) {
            throw new NotJudgedException(
                    "the input topic " + topics.input() + " holds no event, so that there is nothing" + " to judge by");
        }
        return events;
    }

    private Map<String, Event> byId(List<HistoryLine> events) throws NotJudgedException {
        Map<String, Event> byId = new HashMap<>();
        for (HistoryLine line : events) {
            if (line instanceof Event event) {
                Event same = byId.put(event.id(), event);
                if (same != null) {
                    throw new NotJudgedException("the id " + event.id() + " stands twice in the input, at offset "
                            + same.offset() + " of " + input.get(same.partition()) + " and at offset " + event.offset()
                            + " of " + input.get(event.partition())
                            + ": nobody can tell which of them an effect is of");
                }
            }
        }
        return byId;
    }

    private List<HistoryLine> effects(Map<String, Event> byId)
            throws CannotStartException, NotJudgedException, IOException, InterruptedException {
        LoggedLines logged = new LoggedLines(
                topics.described().effects(),
                id -> byId.containsKey(id) ? byId.get(id).page() : null);
        OutputReader reader = new OutputReader(properties.settings(), cluster.log(output), output, logged);
        return reading(String.join(", ", topics.outputs()), reader::read);
    }

    /** Reads from the log. */
    @FunctionalInterface
    private interface Reading {
        List<HistoryLine> lines() throws Exception;
    }

    private List<HistoryLine> reading(String what, Reading reading)
            throws CannotStartException, NotJudgedException, IOException, InterruptedException {
        try {
            return reading.lines();
        } catch (UnusableInputException unusable) {
            throw new NotJudgedException(unusable.getMessage());
        } catch (GrownTopicException grown) {
            throw new NotJudgedException(grown.getMessage() + "; stop the pipeline first");
        } catch (ExecutionException failed) {
            throw new CannotStartException(cluster.said(what, failed.getCause()));
        } catch (KafkaException failed) {
            throw new CannotStartException(cluster.said(what, failed));
        } catch (IOException | InterruptedException | RuntimeException failed) {
            throw failed;
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** An effect of an event that came later would be taken for one of none. */
    private void requireUnchanged(
            String what, NavigableMap<Integer, TopicPartition> partitions, NavigableMap<Integer, Long> before)
            throws CannotStartException, NotJudgedException, InterruptedException {
        NavigableMap<Integer, Long> after = cluster.ends(partitions);
        if (!after.equals(before)) {
            throw new NotJudgedException(
                    what + " grew from " + before + " to " + after + " while it was read; stop what writes it first");
        }
    }

    /** Where not one record says what it is to say, the form is another one, and nothing is the pipeline's fault. */
    private void requireEffects(List<HistoryLine> lines) throws NotJudgedException {
        List<Effect> effects = lines.stream()
                .filter(Effect.class::isInstance)
                .map(Effect.class::cast)
                .toList();
        String names = String.join(", ", topics.outputs());
        EffectForm form = topics.described().effects();
        if (effects.isEmpty()) {
            throw new NotJudgedException(
                    "there is no effect at all in " + names + ", so that nothing was put to the test");
        }
        if (effects.stream().allMatch(effect -> effect.eventId() == null)) {
            throw new NotJudgedException("no effect in " + names + " has an id at "
                    + form.eventId().words() + ": a description (--description) says where effects have it");
        }
        if (!(form.count() instanceof FieldPlace.Nowhere)
                && effects.stream().allMatch(effect -> effect.count() == null)) {
            throw new NotJudgedException(
                    "no effect in " + names + " has a count at " + form.count().words()
                            + ": if they have none, a description (--description) says so, by effects: {count: none}");
        }
    }

    private HistoryLine.Scenario head() throws CannotStartException, InterruptedException {
        Versions suite = Versions.read();
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("suite", suite.suite());
        versions.put("commit", suite.commit());
        versions.put("cluster", cluster.id());
        versions.put("reader", "kafka-clients " + suite.kafka());
        versions.put("java", System.getProperty("java.version"));
        return new HistoryLine.Scenario(
                HistoryLine.SCHEMA,
                topics.described().name(),
                NO_FAULT,
                HistoryLine.Scenario.TOPICS_GIVEN,
                0,
                Instant.now().toString(),
                topics.promise(),
                topics.wentThrough(),
                0,
                versions,
                topics.repeat());
    }
}
