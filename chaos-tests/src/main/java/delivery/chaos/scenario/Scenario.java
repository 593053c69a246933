package delivery.chaos.scenario;

import delivery.chaos.cluster.KafkaCluster;
import delivery.chaos.fault.Fault;
import delivery.chaos.fault.Strike;
import delivery.chaos.history.HistoryLine;
import delivery.chaos.history.HistoryLine.Event;
import delivery.chaos.history.HistoryWriter;
import delivery.chaos.log.TopicLog;
import delivery.chaos.network.Link;
import delivery.chaos.pipeline.PipelineProcess;
import delivery.chaos.testbed.ClientTimeouts;
import delivery.chaos.testbed.EffectTraffic;
import delivery.chaos.testbed.InputEvents;
import delivery.chaos.testbed.ScenarioClock;
import delivery.chaos.testbed.ScenarioTopics;
import delivery.chaos.testbed.Testbed;
import delivery.chaos.workload.EventWriter;
import delivery.contract.Circumstance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One pipeline under one fault, from an empty topic to a history on disk. */
final class Scenario {
    private final ScenarioPlan plan;
    private final Surroundings surroundings;
    private final Path evidence;
    private final ScenarioClock clock = new ScenarioClock();
    private final Chronicle chronicle = new Chronicle(clock);
    private final WireTrace trace = new WireTrace(clock, "pipeline");

    Scenario(ScenarioPlan plan, Surroundings surroundings, Path evidence) {
        this.plan = plan;
        this.surroundings = surroundings;
        this.evidence = evidence;
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
                HistoryLine.SCHEMA,
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
        KafkaCluster cluster = surroundings.cluster();
        ScenarioTopics topics = ScenarioTopics.create(cluster.admin(), plan.slug());
        List<Event> events =
                EventWriter.write(cluster.bootstrapServers(), topics.input(), plan.idPrefix(), plan.pages());
        InputEvents planned = plan.events();
        for (Event event : events) {
            requireWherePlanned(event, planned.position(event.id()));
            history.write(event);
        }
        List<Strike> schedule = plan.schedule();
        history.write(Chronicle.schedule(schedule));
        EffectTraffic traffic = new EffectTraffic(clock, topics.output(), topics.outputId());
        TopicLog effects = new TopicLog(cluster.admin(), topics.output());
        try (Link link = Link.open(plan.slug(), surroundings.toxiproxy(), cluster.clientEndpoints(), traffic, trace)) {
            Testbed testbed = testbed(link, traffic, effects, topics, planned);
            Drain drain = new Drain(testbed, chronicle, endOffsets(events), topics.outputPartitions());
            try {
                strikeAndDrain(testbed, schedule, drain);
            } finally {
                link.tap().failures().forEach(chronicle::harnessError);
                write(history, testbed, drain);
            }
        }
        cluster.requireAllRunning();
        for (HistoryLine line :
                new OutputReader(cluster.bootstrapServers(), effects, topics.outputPartitions()).read()) {
            history.write(line);
        }
    }

    /** The schedule rests on it. */
    private static void requireWherePlanned(Event event, InputEvents.Position planned) {
        if (event.partition() != planned.partition() || event.offset() != planned.offset()) {
            throw new IllegalStateException("event " + event.id() + " was to stand at " + planned + " and stands at "
                    + event.partition() + ", " + event.offset());
        }
    }

    private static Map<Integer, Long> endOffsets(List<Event> events) {
        Map<Integer, Long> ends = new TreeMap<>();
        events.forEach(event -> ends.merge(event.partition(), event.offset() + 1, Math::max));
        return ends;
    }

    private Testbed testbed(
            Link link, EffectTraffic traffic, TopicLog effects, ScenarioTopics topics, InputEvents events)
            throws IOException {
        Path directory = Files.createDirectories(surroundings.workDirectory().resolve(plan.slug()));
        Path clientConfig = directory.resolve("client.properties");
        ClientTimeouts.write(clientConfig);
        List<String> flags = List.of(
                "--bootstrap-servers",
                link.tap().bootstrapServers(),
                "--input-topic",
                topics.input(),
                "--output-topic",
                topics.output(),
                "--group-id",
                plan.slug(),
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
                surroundings.cluster(), link, pipeline, traffic, effects, topics, plan.slug(), events, clock);
    }

    private void strikeAndDrain(Testbed testbed, List<Strike> schedule, Drain drain) throws Exception {
        try (PipelineProcess pipeline = testbed.pipeline()) {
            injectAndDrain(testbed, schedule, pipeline, drain);
        }
    }

    private void injectAndDrain(Testbed testbed, List<Strike> schedule, PipelineProcess pipeline, Drain drain)
            throws Exception {
        try {
            plan.fault().inject(testbed, schedule, chronicle::fired);
        } catch (Fault.NotFiredException notFired) {
            chronicle.notFired(notFired.getMessage());
        } finally {
            testbed.link().tap().cancelHolds();
        }
        if (pipeline.starts() > 0) {
            drain.awaitInputCommitted();
            drain.stopped(pipeline.stop());
            drain.awaitNoOpenTransaction();
        }
    }

    /** What happened between the events and their effects. */
    private void write(HistoryWriter history, Testbed testbed, Drain drain) throws IOException {
        List<HistoryLine> lines = new ArrayList<>(chronicle.processStates());
        lines.addAll(chronicle.firings(testbed.traffic(), testbed.events()));
        chronicle.notFired().ifPresent(lines::add);
        lines.addAll(trace.exchanges());
        testbed.link()
                .tap()
                .counts()
                .byApiKey()
                .forEach((apiKey, count) -> lines.add(
                        new HistoryLine.Wire(apiKey.name(), count.requests(), count.responses(), count.unanswered())));
        lines.add(drain.line(observed(testbed.traffic())));
        for (HistoryLine line : lines) {
            history.write(line);
        }
    }

    /** What the pipeline went through that no fault planned. */
    private Set<Circumstance> observed(EffectTraffic traffic) {
        Set<Circumstance> observed = EnumSet.noneOf(Circumstance.class);
        if (chronicle.endedByItself()) {
            observed.add(Circumstance.PIPELINE_RESTARTED);
        }
        // Every start is assigned its partitions once.
        if (traffic.assignments() > chronicle.starts()) {
            observed.add(Circumstance.REBALANCED);
        }
        return observed;
    }
}
