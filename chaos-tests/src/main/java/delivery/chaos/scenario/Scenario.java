package delivery.chaos.scenario;

import delivery.chaos.cluster.KafkaCluster;
import delivery.chaos.fault.Aim;
import delivery.chaos.fault.Fault;
import delivery.chaos.history.HistoryLine;
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
import java.util.Set;

/** One pipeline under one fault, from an empty topic to a history on disk. */
public final class Scenario {
    private final ScenarioPlan plan;
    private final List<Aim> schedule;
    private final Surroundings surroundings;
    private final Path evidence;
    private final ScenarioClock clock = new ScenarioClock();
    private final Chronicle chronicle = new Chronicle(clock);
    private final WireTrace trace = new WireTrace(clock, "pipeline");

    public Scenario(ScenarioPlan plan, Surroundings surroundings, Path evidence) {
        this.plan = plan;
        this.schedule = plan.schedule();
        this.surroundings = surroundings;
        this.evidence = evidence;
    }

    /** Runs it and writes the history; what goes wrong on the way stands in the history. */
    public void run() throws IOException {
        Files.createDirectories(evidence);
        try (HistoryWriter history = new HistoryWriter(evidence)) {
            history.write(head());
            history.write(Chronicle.schedule(schedule));
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
        ScenarioTopics topics = plan.course().createTopics(cluster.admin(), plan.slug());
        List<String> pages = plan.pages();
        EventWriter writer = new EventWriter(cluster.bootstrapServers(), topics.input(), plan.idPrefix());
        try (BatchFeed feed = new BatchFeed(writer, pages, plan.course().batchEvents(), chronicle::harnessError)) {
            feed.begin();
            run(history, topics, feed);
        }
    }

    private void run(HistoryWriter history, ScenarioTopics topics, BatchFeed feed) throws Exception {
        KafkaCluster cluster = surroundings.cluster();
        EffectTraffic traffic = new EffectTraffic(clock, topics.output(), topics.outputId());
        TopicLog effects = new TopicLog(cluster.admin(), topics.output());
        try (Link link = Link.open(plan.slug(), surroundings.toxiproxy(), cluster.clientEndpoints(), traffic, trace)) {
            Testbed testbed = testbed(link, traffic, effects, topics, feed);
            Drain drain = new Drain(testbed, chronicle, feed, topics.outputPartitions());
            feed.follow(() -> testbed.committedOffsets().values().stream()
                    .mapToLong(Long::longValue)
                    .sum());
            try {
                strikeAndDrain(testbed, drain);
            } finally {
                link.tap().failures().forEach(chronicle::harnessError);
                write(history, feed, testbed, drain);
            }
        }
        cluster.requireAllRunning();
        for (HistoryLine line :
                new OutputReader(cluster.bootstrapServers(), effects, topics.outputPartitions()).read()) {
            history.write(line);
        }
    }

    private Testbed testbed(Link link, EffectTraffic traffic, TopicLog effects, ScenarioTopics topics, BatchFeed feed)
            throws IOException {
        Path directory = Files.createDirectories(surroundings.workDirectory().resolve(plan.slug()));
        Path clientConfig = directory.resolve("client.properties");
        ClientTimeouts.write(clientConfig, plan.course().clientSettings());
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
                surroundings.cluster(),
                link,
                pipeline,
                traffic,
                effects,
                topics,
                plan.slug(),
                plan.events(),
                feed,
                clock);
    }

    private void strikeAndDrain(Testbed testbed, Drain drain) throws Exception {
        try (PipelineProcess pipeline = testbed.pipeline()) {
            injectAndDrain(testbed, pipeline, drain);
        }
    }

    private void injectAndDrain(Testbed testbed, PipelineProcess pipeline, Drain drain) throws Exception {
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

    /** The events, and what happened between them and their effects. */
    private void write(HistoryWriter history, BatchFeed feed, Testbed testbed, Drain drain) throws IOException {
        List<HistoryLine> lines = new ArrayList<>(feed.events());
        feed.events().forEach(event -> requireWherePlanned(event, testbed.events()));
        lines.addAll(chronicle.processStates());
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

    /** The schedule and the proofs rest on it. */
    private static void requireWherePlanned(HistoryLine.Event event, InputEvents planned) {
        InputEvents.Position position = new InputEvents.Position(event.partition(), event.offset());
        if (!position.equals(planned.position(event.id()))) {
            throw new IllegalStateException("event " + event.id() + " was to stand at " + planned.position(event.id())
                    + " and stands at " + position);
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
