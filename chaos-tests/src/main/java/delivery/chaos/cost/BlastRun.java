package delivery.chaos.cost;

import delivery.chaos.cluster.KafkaCluster;
import delivery.chaos.cluster.TransactionVersion;
import delivery.chaos.process.ChildProcesses;
import delivery.chaos.report.blast.BlastCell;
import delivery.chaos.report.blast.BlastRadius;
import delivery.chaos.report.blast.BlastReport;
import delivery.chaos.report.blast.Blow;
import delivery.chaos.run.RunLock;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Utils;

/** Strikes pipelines at random moments under many settings, fits the formula to some and tests it on the others. */
public final class BlastRun {
    /** Of pipelines that are struck at a time: more would wait for the processor, and not for brokers. */
    private static final int PARALLEL = 3;

    private final BlastOptions options;
    private final Path report;
    private final Path work;
    private final PrintStream console;

    /**
     * @param report directory of the report
     * @param work directory of what is thrown away; emptied first
     */
    public BlastRun(BlastOptions options, Path report, Path work, PrintStream console) {
        this.options = options;
        this.report = report;
        this.work = work;
        this.console = console;
    }

    /**
     * Strikes, and writes the report.
     *
     * @throws IllegalStateException if a pipeline did not do its work: nothing of it is reported
     */
    public BlastReport run() throws IOException, InterruptedException, ExecutionException {
        RunLock.hold(work.toAbsolutePath().getParent());
        Utils.delete(work.toFile());
        Files.createDirectories(work);
        List<BlastCell> cells = new ArrayList<>();
        MachineFacts machine = MachineFacts.read();
        try (ChildProcesses processes = new ChildProcesses();
                KafkaCluster cluster = KafkaCluster.start(
                        processes, work.resolve("cluster"), TransactionVersion.DEFAULT, CostRun.BROKER_JVM)) {
            cells.addAll(alone(cluster, processes));
            List<BlastSettings.StruckCase> together = chosen(BlastSettings.brokers().stream());
            if (!together.isEmpty()) {
                cells.addAll(new BrokerStrikes(options, cluster, processes, work).run(together));
            }
        }
        BlastReport written = new BlastReport(new BlastRadius(cells), machine.byName(options.command()));
        written.write(report);
        console.println("As a page: " + report.resolve(BlastReport.PAGE));
        return written;
    }

    private List<BlastSettings.StruckCase> chosen(Stream<BlastSettings.StruckCase> all) {
        return all.filter(struck -> options.cells().isEmpty()
                        || options.cells().contains(struck.setting().id()))
                .toList();
    }

    /** Pipelines that are struck each by itself, a few at a time. */
    private List<BlastCell> alone(KafkaCluster cluster, ChildProcesses processes)
            throws InterruptedException, ExecutionException {
        List<BlastCell> cells = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(PARALLEL);
        try {
            List<Future<BlastCell>> running =
                    chosen(Stream.concat(BlastSettings.crashes().stream(), BlastSettings.deploys().stream())).stream()
                            .map(struck -> threads.submit(() -> strike(struck, cluster, processes)))
                            .toList();
            for (Future<BlastCell> cell : running) {
                cells.add(cell.get());
            }
        } finally {
            threads.shutdownNow();
        }
        return cells;
    }

    private BlastCell strike(BlastSettings.StruckCase struck, KafkaCluster cluster, ChildProcesses processes)
            throws IOException, InterruptedException, ExecutionException {
        RandomMoments moments = new RandomMoments(options.seed(), struck.setting());
        List<Long> strikesMs = new ArrayList<>();
        try (StruckPipeline pipeline = new StruckPipeline(struck, cluster, processes, work)) {
            pipeline.feed();
            pipeline.start();
            for (int i = 0; i < options.strikes(); i++) {
                pipeline.awaitCaughtUp();
                moments.await();
                strikesMs.add(System.currentTimeMillis());
                if (struck.setting().blow() == Blow.CRASH) {
                    pipeline.kill();
                } else {
                    pipeline.stop();
                }
                pipeline.start();
            }
            pipeline.awaitCaughtUp();
            pipeline.drain();
            BlastCell cell = new BlastCell(
                    struck.setting(), options.seed(), pipeline.tally().yields(strikesMs));
            console.printf(
                    "%s %s: %.1f a strike, in %d of %d%n",
                    struck.setting().id(),
                    struck.setting().pipeline(),
                    cell.mean().median(),
                    cell.shown(),
                    cell.strikes().size());
            return cell;
        }
    }
}
