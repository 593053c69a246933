package delivery.chaos.cost;

import delivery.chaos.cluster.KafkaCluster;
import delivery.chaos.pipeline.Given;
import delivery.chaos.pipeline.Invocation;
import delivery.chaos.process.ChildProcess;
import delivery.chaos.process.ChildProcesses;
import delivery.chaos.process.Patience;
import delivery.chaos.report.blast.BlastSetting;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.config.TopicConfig;

/** A pipeline under load, whose process is ended and started again; events come in all the while. */
final class StruckPipeline implements Closeable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(20);
    /** What is left when more is written; and how much more. */
    private static final int BACKLOG_MIN = 40_000;

    private static final int PARTS_OF_A_SECOND = 4;

    private final BlastSettings.StruckCase struck;
    private final KafkaCluster cluster;
    private final ChildProcesses processes;
    private final CostTopics topics;
    private final EventSource events;
    private final Path directory;
    private final Given given;
    private final AtomicLong appended = new AtomicLong();
    private volatile boolean fed = true;
    private ChildProcess process;
    private CompletableFuture<Void> feeding = CompletableFuture.completedFuture(null);

    StruckPipeline(BlastSettings.StruckCase struck, KafkaCluster cluster, ChildProcesses processes, Path parent)
            throws IOException, InterruptedException, ExecutionException {
        this.struck = struck;
        this.cluster = cluster;
        this.processes = processes;
        this.directory = Files.createDirectories(parent.resolve(struck.setting().id()));
        // Effects are told apart by when the broker appended them.
        this.topics = new CostTopics(cluster.admin(), struck.setting().id(), struck.shape())
                .create(
                        Map.of(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime"),
                        struck.contender().stores());
        this.events = new EventSource(cluster.bootstrapServers(), topics);
        Map<String, String> settings = struck.contender().settings();
        this.given = new Given(
                cluster.bootstrapServers(),
                topics.input(),
                topics.output(),
                topics.prefix(),
                "instance-1",
                directory.resolve("state"),
                struck.contender().pipeline().program().clientConfig().write(directory, settings),
                Files.createDirectories(directory.resolve("tmp")));
    }

    BlastSetting setting() {
        return struck.setting();
    }

    CostTopics topics() {
        return topics;
    }

    String isolation() {
        return struck.contender().isolation();
    }

    /** How many events there are. */
    long appended() {
        return appended.get();
    }

    /** Lets events come in from now on. */
    void feed() {
        if (!setting().hasBacklog()) {
            feeding = CompletableFuture.runAsync(() -> {
                int part = Math.max(1, setting().eventsPerSecond() / PARTS_OF_A_SECOND);
                long start = System.nanoTime();
                double gapNanos =
                        (double) Duration.ofSeconds(1).toNanos() / setting().eventsPerSecond();
                for (long done = 0; fed; done += part) {
                    events.write(
                            part,
                            setting().eventsPerSecond(),
                            start + (long) (done * gapNanos),
                            (event, ms) -> appended.incrementAndGet());
                }
            });
        }
    }

    /** Lets no more events come in, and waits until all are worked off. */
    void drain() {
        fed = false;
        feeding.join();
        awaitCommitted(appended.get());
    }

    void start() throws IOException {
        Invocation invocation = struck.contender().pipeline().program().invocation(given);
        process = processes.start(
                setting().id(), invocation.command(), invocation.environment(), directory.resolve("log"));
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.kill();
    }

    /** SIGTERM, and waits until it has ended. */
    void stop() throws InterruptedException {
        process.requestStop();
        if (!process.awaitEnd(PATIENCE, () -> process.cpuTime().toMillis())) {
            throw new IllegalStateException(setting().id() + " does not stop\n" + process.lastLines());
        }
        if (process.exitCode() != 0) {
            throw new IllegalStateException(setting().id() + " was asked to stop and ended with exit code "
                    + process.exitCode() + "\n" + process.lastLines());
        }
    }

    /** Waits until it has caught up with what has come in, or, where that cannot be, until it gets on. */
    void awaitCaughtUp() throws InterruptedException, ExecutionException {
        if (setting().hasBacklog()) {
            topUp();
            awaitCommitted(topics.committed(topics.prefix()) + setting().pollRecords());
            return;
        }
        awaitCommitted(appended.get());
        // By now more has come in; from here on it is only as late as it always is.
        awaitCommitted(appended.get());
    }

    private void topUp() throws InterruptedException, ExecutionException {
        while (appended.get() - topics.committed(topics.prefix()) < BACKLOG_MIN) {
            events.write(BACKLOG_MIN);
            appended.addAndGet(BACKLOG_MIN);
        }
    }

    private void awaitCommitted(long number) {
        if (!new Patience(PATIENCE, () -> topics.committed(topics.prefix()))
                .await(LOOK_INTERVAL, () -> topics.committed(topics.prefix()) >= number)) {
            throw new IllegalStateException(setting().id() + " has committed nothing for " + PATIENCE.toSeconds()
                    + " s, and has not come to event " + number + "\n" + process.lastLines());
        }
    }

    /** Reads all effects. */
    EffectTally tally() {
        return EffectTally.read(cluster.bootstrapServers(), topics, isolation(), appended.get());
    }

    @Override
    public void close() {
        fed = false;
        events.close();
        if (process != null) {
            process.destroy();
        }
    }
}
