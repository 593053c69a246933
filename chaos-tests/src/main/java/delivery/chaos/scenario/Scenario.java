package delivery.chaos.scenario;

import delivery.chaos.cluster.KafkaCluster;
import delivery.chaos.fault.Fault;
import delivery.chaos.fault.None;
import delivery.chaos.history.HistoryLine;
import delivery.chaos.history.HistoryWriter;
import delivery.chaos.log.TopicLog;
import delivery.chaos.network.wire.WireCounts;
import delivery.chaos.pipeline.Program;
import delivery.chaos.readback.LoggedLines;
import delivery.chaos.readback.OutputReader;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.BrokerOperations;
import delivery.chaos.testbed.ClientTimeouts;
import delivery.chaos.testbed.EffectTraffic;
import delivery.chaos.testbed.InputEvents;
import delivery.chaos.testbed.Instance;
import delivery.chaos.testbed.Instances;
import delivery.chaos.testbed.LoggedEffects;
import delivery.chaos.testbed.ScenarioClock;
import delivery.chaos.testbed.ScenarioTopics;
import delivery.chaos.testbed.Testbed;
import delivery.chaos.workload.EventWriter;
import delivery.chaos.workload.InputWriter;
import delivery.contract.Circumstance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/** One pipeline under one fault, from an empty topic to a history on disk. */
public final class Scenario {
    private final ScenarioPlan plan;
    private final Program program;
    private final List<Aim> schedule;
    private final List<String> pages;
    private final InputEvents events;
    private final Surroundings surroundings;
    private final Path evidence;
    private final ScenarioClock clock = new ScenarioClock();
    private final Chronicle chronicle;

    public Scenario(ScenarioPlan plan, Surroundings surroundings, Path evidence) {
        this.plan = plan;
        this.program = plan.pipeline().program();
        this.chronicle = new Chronicle(clock, program.effects());
        this.schedule = plan.schedule();
        this.pages = plan.pages();
        this.events = plan.events();
        this.surroundings = surroundings;
        this.evidence = evidence;
    }

    /** Runs it and writes the history; what goes wrong on the way stands in the history. */
    public void run() throws IOException {
        Files.createDirectories(evidence);
        try (HistoryWriter history = new HistoryWriter(evidence)) {
            history.write(head());
            if (plan.yieldsSaid().isPresent()) {
                history.write(new HistoryLine.Yields(plan.yieldsSaid().get()));
            }
            history.write(Chronicle.schedule(schedule));
            surroundings.cluster().tell(chronicle);
            try {
                surroundings.cluster().requireAllRunning();
                run(history);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                chronicle.harnessError(interrupted);
            } catch (Exception failed) {
                chronicle.harnessError(failed);
            } finally {
                surroundings.cluster().tellNoMore(chronicle);
            }
            for (HistoryLine line : chronicle.takeFromOutside()) {
                history.write(line);
            }
            history.write(new HistoryLine.End(history.lines(), clock.elapsedMs(), chronicle.harnessErrors()));
        }
    }

    private HistoryLine.Scenario head() {
        return new HistoryLine.Scenario(
                HistoryLine.SCHEMA,
                plan.pipeline().name(),
                plan.fault().name(),
                plan.course().name(),
                plan.seed(),
                Instant.now().toString(),
                plan.pipeline().guarantee(),
                plan.fault().circumstances(),
                plan.fault().firings(),
                versions(),
                plan.repeat());
    }

    /** Of a program of somebody's, the clients' versions are what they say on the wire, and its command is shown. */
    private Map<String, String> versions() {
        Map<String, String> versions = new LinkedHashMap<>(surroundings.versions());
        program.description().ifPresent(described -> {
            versions.keySet().removeAll(Set.of("clients", "streams"));
            versions.put("program", String.join(" ", described.command()));
            versions.put("description", described.file() + ", SHA-256 " + described.sha256());
        });
        return versions;
    }

    private void run(HistoryWriter history) throws Exception {
        KafkaCluster cluster = surroundings.cluster();
        ScenarioTopics topics = plan.course()
                .createTopics(cluster.admin(), surroundings.prefix(plan), program.yields())
                .with(program.effects());
        try (InputWriter writer = writer(topics);
                BatchFeed feed = new BatchFeed(
                        writer::write,
                        plan.portions(),
                        events,
                        plan.course().backlogEvents(pages.size()),
                        chronicle::harnessError)) {
            feed.begin();
            run(history, topics, feed);
        } finally {
            topics.delete(cluster.admin());
        }
    }

    private InputWriter writer(ScenarioTopics topics) {
        KafkaCluster cluster = surroundings.cluster();
        EventWriter events = new EventWriter(
                cluster.clientSettings(),
                topics.input(),
                plan.idPrefix(),
                plan.course().inputBatches(),
                program.events());
        return new InputWriter(
                cluster.admin(),
                cluster.clientSettings(),
                topics.input(),
                plan.idPrefix(),
                pages,
                events,
                program.events());
    }

    private void run(HistoryWriter history, ScenarioTopics topics, BatchFeed feed) throws Exception {
        KafkaCluster cluster = surroundings.cluster();
        EffectTraffic traffic = new EffectTraffic(clock, topics);
        LoggedEffects effects = effectsIn(topics);
        try (OpenDatabase database = OpenDatabase.of(plan, surroundings, chronicle);
                BrokerOperations brokers = new BrokerOperations(cluster, chronicle);
                Instances instances = new Instances(opener(topics, traffic, database))) {
            Testbed testbed = new Testbed(
                    cluster,
                    brokers,
                    instances,
                    traffic,
                    effects,
                    topics,
                    surroundings.prefix(plan),
                    events,
                    feed,
                    database.underTest(),
                    clock,
                    program.ownTimeouts(),
                    requestTimeout());
            Draining drain = draining(testbed, topics, feed);
            follow(feed, testbed, traffic);
            try {
                injectAndDrain(testbed, drain);
            } finally {
                end(history, feed, testbed, drain);
            }
            writeAll(database.effects(), history);
        }
        cluster.requireAllRunning();
        if (program.database().isEmpty() || !program.database().get().effects()) {
            readOutput(history, topics, effects);
        }
    }

    private Instances.Opener opener(ScenarioTopics topics, EffectTraffic traffic, OpenDatabase database) {
        return new InstanceOpener(
                plan,
                clientSettings(),
                surroundings,
                evidence,
                topics,
                traffic,
                events,
                database.underTest(),
                chronicle);
    }

    private LoggedEffects effectsIn(ScenarioTopics topics) {
        KafkaCluster cluster = surroundings.cluster();
        TopicLog log = new TopicLog(cluster.admin(), topics::outputPartition, cluster.clientSettings());
        return new LoggedEffects(log, topics.allOutputPartitions().size(), topics.effects());
    }

    private Duration requestTimeout() {
        return program.ownTimeouts().request(ClientTimeouts.request(clientSettings()));
    }

    private static void writeAll(List<? extends HistoryLine> lines, HistoryWriter history) throws IOException {
        for (HistoryLine line : lines) {
            history.write(line);
        }
    }

    private void follow(BatchFeed feed, Testbed testbed, EffectTraffic traffic) {
        if (plan.fault().waves() > 0) {
            // The next wave is the fault's to ask for.
            feed.pauseBefore(1);
        }
        feed.follow(() -> plan.course().reached(events.before(testbed.committedOffsets()), traffic.eventsSent()));
    }

    private Draining draining(Testbed testbed, ScenarioTopics topics, BatchFeed feed) {
        return new Draining(
                testbed,
                chronicle,
                feed,
                topics.allOutputPartitions(),
                program.ownTimeouts().patience(Draining.NO_PROGRESS_MAX));
    }

    private void end(HistoryWriter history, BatchFeed feed, Testbed testbed, Draining drain) throws IOException {
        // What is written after this stands in no history.
        feed.close();
        testbed.instances().all().forEach(instance -> {
            // Before its link is closed: it would try in vain, and end by itself.
            instance.pipeline().close();
            instance.link().tap().failures().forEach(chronicle::harnessError);
            instance.database().ifPresent(link -> link.tap().failures().forEach(chronicle::harnessError));
        });
        write(history, feed, testbed, drain);
    }

    private void readOutput(HistoryWriter history, ScenarioTopics topics, LoggedEffects effects) throws Exception {
        LoggedLines logged =
                new LoggedLines(topics.effects(), id -> events.number(id) < 0 ? null : pages.get(events.number(id)));
        for (HistoryLine line : new OutputReader(
                        surroundings.cluster().clientSettings(), effects.log(), topics.allOutputPartitions(), logged)
                .read()) {
            history.write(line);
        }
    }

    private void injectAndDrain(Testbed testbed, Draining drain) throws Exception {
        List<Instance> started;
        try {
            Optional<String> notPossible = notPossibleHere();
            if (notPossible.isPresent()) {
                testbed.pipeline().start();
                throw new Fault.NotFiredException("not possible on this cluster: " + notPossible.get());
            }
            plan.fault().inject(testbed, schedule, chronicle::fired);
        } catch (Fault.NotFiredException notFired) {
            chronicle.notFired(notFired.getMessage());
        } finally {
            testbed.feed().goOn();
            testbed.brokers().close();
            started = testbed.instances().all();
            started.forEach(instance -> {
                instance.link().tap().cancelHolds();
                instance.database().ifPresent(link -> link.tap().cancelHolds());
            });
        }
        if (testbed.pipeline().starts() > 0) {
            drain.awaitInputCommitted();
            for (Instance instance : started) {
                drain.stopped(instance, instance.pipeline().stop());
            }
            drain.awaitReadable();
            drain.awaitNoOpenTransaction();
            testbed.database().ifPresent(drain::awaitNobodyAtDatabase);
        }
    }

    private static HistoryLine wire(String apiKey, WireCounts.Count count, SortedSet<Short> versions) {
        return new HistoryLine.Wire(
                apiKey, count.requests(), count.responses(), count.unanswered(), List.copyOf(versions));
    }

    private Map<String, String> clientSettings() {
        return plan.course().clientSettings(notPossibleHere().isPresent() ? new None() : plan.fault());
    }

    /** Why the fault cannot strike on this cluster; its scenario is then one in which nothing is broken. */
    private Optional<String> notPossibleHere() {
        KafkaCluster cluster = surroundings.cluster();
        String sessionTimeout = plan.fault().clientSettings().get("session.timeout.ms");
        if (sessionTimeout != null && Integer.parseInt(sessionTimeout) < cluster.sessionTimeoutMinMs()) {
            return Optional.of("it takes a session.timeout.ms of " + sessionTimeout
                    + ", and group.min.session.timeout.ms is " + cluster.sessionTimeoutMinMs());
        }
        return cluster.notPossible(plan.fault().brokerOperations());
    }

    /** The events, and what happened between them and their effects. */
    private void write(HistoryWriter history, BatchFeed feed, Testbed testbed, Draining drain) throws IOException {
        List<HistoryLine> lines = new ArrayList<>(feed.events());
        lines.addAll(feed.gaps());
        lines.addAll(chronicle.processStates());
        lines.addAll(chronicle.firings(testbed.traffic(), testbed.events()));
        chronicle.notFired().ifPresent(lines::add);
        lines.addAll(chronicle.takeFromOutside());
        lines.addAll(chronicle.exchanges());
        lines.addAll(chronicle.databaseExchanges());
        List<WireCounts> taps = testbed.instances().all().stream()
                .map(instance -> instance.link().tap().counts())
                .toList();
        Map<String, SortedSet<Short>> versions = WireCounts.versions(taps);
        WireCounts.sum(taps).forEach((apiKey, count) -> lines.add(wire(apiKey, count, versions.get(apiKey))));
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
