package delivery.chaos.cost;

import delivery.chaos.cluster.KafkaCluster;
import delivery.chaos.pipeline.Given;
import delivery.chaos.pipeline.Invocation;
import delivery.chaos.process.ChildProcess;
import delivery.chaos.process.ChildProcesses;
import delivery.chaos.process.Patience;
import delivery.contract.Guarantee;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * A contender's process with its topics. It stands still (SIGSTOP) unless it is measured, so that it takes nothing from
 * the others, and keeps what its JVM has compiled.
 */
final class LivePipeline implements Closeable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(20);
    private static final int FIRST_LOAD = 2_000;
    private static final int WARM_UP_LOADS_MAX = 6;
    private static final double STEADY = 0.1;

    private final Contender contender;
    private final KafkaCluster cluster;
    private final CostTopics topics;
    private final EventSource events;
    private final ChildProcess process;
    private double perSecond;
    private boolean steady;

    /**
     * A pipeline at work on a load.
     *
     * @param perSecond effects a second, since it was let go on
     * @param pipelineCpu processor time of its process
     * @param brokersCpu processor time of all brokers
     * @param diskBytes that all topics but inputs grew by
     */
    record Work(double perSecond, Duration pipelineCpu, Duration brokersCpu, long diskBytes) {}

    private LivePipeline(
            Contender contender, KafkaCluster cluster, CostTopics topics, EventSource events, ChildProcess process) {
        this.contender = contender;
        this.cluster = cluster;
        this.topics = topics;
        this.events = events;
        this.process = process;
    }

    /**
     * Starts it and waits until it has worked off its first events; then it stands still.
     *
     * @param brokers that it is told of: the cluster's direct listeners, or a tap in front of them
     * @param directory of its own
     */
    static LivePipeline start(
            ChildProcesses processes,
            KafkaCluster cluster,
            String brokers,
            Contender contender,
            CostTopics topics,
            Path directory)
            throws IOException, InterruptedException, ExecutionException {
        topics.create(Map.of(), contender.stores());
        Path config = contender
                .pipeline()
                .program()
                .clientConfig()
                .write(Files.createDirectories(directory), contender.clientSettings());
        Given given = new Given(
                brokers,
                topics.input(),
                topics.output(),
                topics.prefix(),
                "instance-1",
                directory.resolve("state"),
                config,
                Files.createDirectories(directory.resolve("tmp")));
        EventSource events = new EventSource(cluster.bootstrapServers(), topics);
        events.write(FIRST_LOAD);
        Invocation invocation = contender.pipeline().program().invocation(given);
        ChildProcess process;
        EffectClock.Times times;
        long startedNanos = System.nanoTime();
        try (EffectClock clock = new EffectClock(cluster.bootstrapServers(), topics, Guarantee.READ_UNCOMMITTED)) {
            process = processes.start(
                    contender.name(), invocation.command(), invocation.environment(), directory.resolve("log"));
            times = clock.read(0, FIRST_LOAD, (event, nanos, wallMs) -> {});
        }
        LivePipeline pipeline = new LivePipeline(contender, cluster, topics, events, process);
        pipeline.awaitCommitted();
        process.pause();
        pipeline.perSecond = Math.max(times.perSecond(startedNanos), FIRST_LOAD);
        return pipeline;
    }

    Contender contender() {
        return contender;
    }

    EventSource events() {
        return events;
    }

    CostTopics topics() {
        return topics;
    }

    ChildProcess process() {
        return process;
    }

    /** Whether the last two loads of the warm-up were equally fast. */
    boolean isSteady() {
        return steady;
    }

    /** Loads until two in succession are equally fast, within a tenth. */
    void warmUp(Duration load) throws InterruptedException, ExecutionException {
        for (int i = 0; i < WARM_UP_LOADS_MAX && !steady; i++) {
            double before = perSecond;
            work(eventsIn(load));
            steady = Math.abs(perSecond - before) < STEADY * before;
        }
    }

    /** How many events it has lately worked off in such a time, or in three commit intervals if they are longer. */
    int eventsIn(Duration load) {
        Duration least = contender.commitInterval().multipliedBy(3);
        Duration longer = load.compareTo(least) > 0 ? load : least;
        return (int) Math.max(
                FIRST_LOAD,
                perSecond * longer.toMillis() / Duration.ofSeconds(1).toMillis());
    }

    /** Works off a load that is all there when it begins. */
    Work work(int load) throws InterruptedException, ExecutionException {
        long first = events.next();
        events.write(load);
        long diskBefore = diskBytes();
        Work work;
        try (EffectClock clock = new EffectClock(cluster.bootstrapServers(), topics, Guarantee.READ_UNCOMMITTED)) {
            Duration pipelineBefore = process.cpuTime();
            Duration brokersBefore = cluster.cpuTime();
            long resumedNanos = System.nanoTime();
            process.resume();
            EffectClock.Times times = clock.read(first, load, (event, nanos, wallMs) -> {});
            awaitCommitted();
            work = new Work(
                    times.perSecond(resumedNanos),
                    process.cpuTime().minus(pipelineBefore),
                    cluster.cpuTime().minus(brokersBefore),
                    diskBytes() - diskBefore);
        }
        process.pause();
        topics.deleteEvents();
        perSecond = work.perSecond();
        return work;
    }

    private long diskBytes() throws InterruptedException, ExecutionException {
        return cluster.logBytes(topic -> !CostTopics.isInput(topic));
    }

    /** Waits until offsets are committed to the end of the input. */
    void awaitCommitted() {
        if (!new Patience(PATIENCE, () -> process.cpuTime().toSeconds())
                .await(LOOK_INTERVAL, () -> topics.isCommittedToTheEnd(topics.prefix()))) {
            throw new IllegalStateException(contender.name() + " does not commit what it has done, and has used no "
                    + "processor time for " + PATIENCE.toSeconds() + " s\n" + process.lastLines());
        }
    }

    @Override
    public void close() {
        events.close();
        process.destroy();
    }
}
