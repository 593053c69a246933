package delivery.chaos.scenario;

import delivery.chaos.fault.Fault;
import delivery.chaos.history.HistoryLine;
import delivery.chaos.history.HistoryLine.Event;
import delivery.chaos.history.HistoryWriter;
import delivery.chaos.log.TopicLog;
import delivery.chaos.network.Link;
import delivery.chaos.network.wire.WireCounts;
import delivery.chaos.pipeline.PipelineProcess;
import delivery.chaos.testbed.ClientTimeouts;
import delivery.chaos.testbed.EffectTraffic;
import delivery.chaos.testbed.ScenarioClock;
import delivery.chaos.testbed.Testbed;
import delivery.chaos.workload.EventWriter;
import delivery.contract.Circumstance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.RetriableException;
import org.awaitility.Awaitility;

/** One pipeline under one fault, from an empty topic to a history on disk. */
final class Scenario {
    private static final int PARTITIONS = 3;
    private static final short REPLICATION = 3;
    private static final Duration LEADERS_DEADLINE = Duration.ofSeconds(20);

    private final ScenarioPlan plan;
    private final Surroundings surroundings;
    private final Path evidence;
    private final ScenarioClock clock = new ScenarioClock();
    private final Chronicle chronicle = new Chronicle(clock);
    private final String inputTopic;
    private final String outputTopic;
    private final String groupId;
    private final List<TopicPartition> outputPartitions;

    Scenario(ScenarioPlan plan, Surroundings surroundings, Path evidence) {
        this.plan = plan;
        this.surroundings = surroundings;
        this.evidence = evidence;
        this.inputTopic = plan.slug() + ".events";
        this.outputTopic = plan.slug() + ".effects";
        this.groupId = plan.slug();
        this.outputPartitions = IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(outputTopic, partition))
                .toList();
    }

    /** Runs it and writes the history; what goes wrong on the way stands in the history. */
    void run() throws IOException {
        Files.createDirectories(evidence);
        try (HistoryWriter history = new HistoryWriter(evidence)) {
            history.write(head());
            try {
                run(history);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                chronicle.harnessError(interrupted);
            } catch (Exception failed) {
                chronicle.harnessError(failed);
            }
            history.write(new HistoryLine.End(history.lines(), clock.elapsedMs(), chronicle.harnessErrors()));
        }
    }

    private HistoryLine.Scenario head() {
        return new HistoryLine.Scenario(
                1,
                plan.pipeline().name(),
                plan.fault().name(),
                plan.seed(),
                Instant.now().toString(),
                plan.pipeline().guarantee(),
                plan.fault().circumstances(),
                plan.fault().firings(),
                surroundings.versions(),
                plan.repeat());
    }

    private void run(HistoryWriter history) throws Exception {
        Uuid outputTopicId = createTopics();
        List<Event> events = EventWriter.write(
                surroundings.cluster().bootstrapServers(),
                inputTopic,
                Integer.toHexString((plan.id() + plan.seed()).hashCode()),
                plan.pageViews().pages(plan.seed()));
        for (Event event : events) {
            history.write(event);
        }
        EffectTraffic traffic = new EffectTraffic(clock, outputTopic, outputTopicId);
        TopicLog effectsLog = new TopicLog(surroundings.cluster().admin(), outputTopic);
        Drain drain;
        Map<String, WireCounts.Count> wire = new TreeMap<>();
        try (Link link = Link.open(
                plan.slug(), surroundings.toxiproxy(), surroundings.cluster().clientEndpoints(), traffic)) {
            Testbed testbed = testbed(link, traffic, effectsLog, events.size());
            drain = new Drain(testbed, endOffsets(events), outputPartitions);
            strikeAndDrain(testbed, drain);
            link.tap().failures().forEach(chronicle::harnessError);
            link.tap().counts().byApiKey().forEach((apiKey, count) -> wire.put(apiKey.name(), count));
        }
        write(history, traffic, wire, drain);
        for (HistoryLine line :
                new OutputReader(surroundings.cluster().bootstrapServers(), effectsLog, outputPartitions).read()) {
            history.write(line);
        }
    }

    private Uuid createTopics() throws Exception {
        CreateTopicsResult created = surroundings
                .cluster()
                .admin()
                .createTopics(List.of(
                        new NewTopic(inputTopic, PARTITIONS, REPLICATION),
                        new NewTopic(outputTopic, PARTITIONS, REPLICATION)));
        created.all().get();
        awaitLeaders(inputTopic);
        awaitLeaders(outputTopic);
        return created.topicId(outputTopic).get();
    }

    /** Until every leader answers for its partition: one that does not know its part yet would refuse the first records. */
    private void awaitLeaders(String topic) {
        TopicLog log = new TopicLog(surroundings.cluster().admin(), topic);
        Awaitility.await("the leaders of " + topic)
                .atMost(LEADERS_DEADLINE)
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptionsMatching(notYet -> notYet.getCause() instanceof RetriableException)
                .until(() -> {
                    for (int partition = 0; partition < PARTITIONS; partition++) {
                        log.endOffset(partition);
                    }
                    return true;
                });
    }

    private static Map<Integer, Long> endOffsets(List<Event> events) {
        Map<Integer, Long> ends = new TreeMap<>();
        events.forEach(event -> ends.merge(event.partition(), event.offset() + 1, Math::max));
        return ends;
    }

    private Testbed testbed(Link link, EffectTraffic traffic, TopicLog effectsLog, int events) throws IOException {
        Path directory = Files.createDirectories(surroundings.workDirectory().resolve(plan.slug()));
        Path clientConfig = directory.resolve("client.properties");
        ClientTimeouts.write(clientConfig);
        List<String> flags = List.of(
                "--bootstrap-servers",
                link.tap().bootstrapServers(),
                "--input-topic",
                inputTopic,
                "--output-topic",
                outputTopic,
                "--group-id",
                groupId,
                "--instance-id",
                "instance-1",
                "--state-dir",
                directory.resolve("state").toString(),
                "--client-config",
                clientConfig.toString());
        PipelineProcess pipeline = new PipelineProcess(
                surroundings.processes(),
                plan.id(),
                plan.pipeline(),
                flags,
                evidence.resolve("pipeline.log"),
                chronicle);
        return new Testbed(
                surroundings.cluster(),
                link,
                pipeline,
                traffic,
                effectsLog,
                outputTopic,
                groupId,
                events,
                new Random(plan.seed()),
                clock);
    }

    private void strikeAndDrain(Testbed testbed, Drain drain) throws Exception {
        try {
            plan.fault().inject(testbed, chronicle::fired);
        } catch (Fault.NotFiredException notFired) {
            chronicle.notFired(notFired.getMessage());
        } finally {
            if (testbed.pipeline().starts() > 0) {
                drain.awaitInputCommitted();
                testbed.pipeline().stop();
                drain.awaitNoOpenTransaction();
            }
        }
    }

    private void write(HistoryWriter history, EffectTraffic traffic, Map<String, WireCounts.Count> wire, Drain drain)
            throws IOException {
        List<HistoryLine> lines = new ArrayList<>(chronicle.processStates());
        lines.addAll(chronicle.firings(traffic));
        chronicle.notFired().ifPresent(lines::add);
        wire.forEach((apiKey, count) ->
                lines.add(new HistoryLine.Wire(apiKey, count.requests(), count.responses(), count.unanswered())));
        Set<Circumstance> observed = EnumSet.noneOf(Circumstance.class);
        if (chronicle.endedByItself()) {
            observed.add(Circumstance.PIPELINE_RESTARTED);
        }
        if (traffic.assignments() > starts()) {
            observed.add(Circumstance.REBALANCED);
        }
        lines.add(drain.line(observed));
        for (HistoryLine line : lines) {
            history.write(line);
        }
    }

    private long starts() {
        return chronicle.processStates().stream()
                .filter(state -> state.state() == HistoryLine.ProcessState.State.STARTED)
                .count();
    }
}
