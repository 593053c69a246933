package delivery.chaos.scenario;

import delivery.chaos.audit.Cell;
import delivery.chaos.audit.Judge;
import delivery.chaos.cluster.KafkaCluster;
import delivery.chaos.fault.Fault;
import delivery.chaos.fault.Faults;
import delivery.chaos.network.ToxiproxyServer;
import delivery.chaos.pipeline.PipelineUnderTest;
import delivery.chaos.pipeline.Pipelines;
import delivery.chaos.process.ChildProcesses;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Utils;

/** A run: one cluster, every scenario that is planned, one report. */
public final class ChaosRun {
    /** Scenarios at a time on the shared cluster; each has one pipeline JVM, mostly waiting. */
    private static final int AT_A_TIME = 2;

    private static final int STOP_DEADLINE_SECONDS = 60;

    private final ChaosOptions options;
    private final Path reportDirectory;
    private final Path workDirectory;
    private final PrintStream console;

    /**
     * @param reportDirectory where the report and its evidence go; what an earlier run left there is removed
     * @param workDirectory for everything that is thrown away with the run, logs of the brokers apart
     */
    public ChaosRun(ChaosOptions options, Path reportDirectory, Path workDirectory, PrintStream console) {
        this.options = options;
        this.reportDirectory = reportDirectory;
        this.workDirectory = workDirectory;
        this.console = console;
    }

    /**
     * Runs the matrix that the options ask for: every cell, judged, and a report in which those not asked for stand as not
     * run.
     *
     * @return the cells in the order of the matrix
     */
    public List<Cell> run() throws Exception {
        return run(options.plans(), options.command(), Pipelines.ALL, Faults.ALL);
    }

    /**
     * Runs any scenarios, judges each, and writes a report of them; the options say on what they run.
     *
     * @param plans no two of the same id and repetition
     * @param command that runs them again
     * @return the cells in the order of the plans
     */
    public List<Cell> run(List<ScenarioPlan> plans, String command) throws Exception {
        return run(
                plans,
                command,
                plans.stream().map(ScenarioPlan::pipeline).distinct().toList(),
                plans.stream().map(ScenarioPlan::fault).distinct().toList());
    }

    private List<Cell> run(
            List<ScenarioPlan> plans, String command, List<PipelineUnderTest> modules, List<Fault> faults)
            throws Exception {
        Utils.delete(workDirectory.toFile());
        Files.createDirectories(workDirectory);
        MachineCheck.require(workDirectory);
        Instant started = Instant.now();
        long startNanos = System.nanoTime();
        console.println("seed " + options.seed() + "; to repeat this run: " + command);
        Versions versions = Versions.read();
        try (ChildProcesses processes = new ChildProcesses();
                Door door = openDoor(processes, versions);
                ToxiproxyServer toxiproxy = door.openToxiproxy();
                KafkaCluster cluster = door.openCluster()) {
            // Not before: a run that cannot start leaves the report of the one before it.
            deleteReport();
            console.printf("three brokers up after %.1f s%n", (System.nanoTime() - startNanos) / 1e9);
            Surroundings surroundings = new Surroundings(
                    processes,
                    cluster,
                    toxiproxy,
                    workDirectory,
                    versions.byName(toxiproxy.kind().toString(), toxiproxy.version(), cluster.transactionVersion()));
            RunDescription description = new RunDescription(
                    options,
                    command,
                    versions,
                    toxiproxy,
                    door.brokers(),
                    cluster.transactionVersion(),
                    started,
                    startNanos,
                    modules,
                    faults);
            try (RunReport report = new RunReport(reportDirectory, console, plans, description)) {
                try {
                    runAll(plans, surroundings, report);
                } finally {
                    // Also of a run that breaks off: what is finished is evidence.
                    report.finish();
                }
                return report.cells();
            }
        }
    }

    /** All but the atlas, which another run writes beside it. */
    private void deleteReport() throws IOException {
        if (Files.isDirectory(reportDirectory)) {
            try (Stream<Path> files = Files.list(reportDirectory)) {
                for (Path file : files.toList()) {
                    if (!file.getFileName().toString().startsWith("atlas")) {
                        Utils.delete(file.toFile());
                    }
                }
            }
        }
    }

    private Door openDoor(ChildProcesses processes, Versions versions) throws IOException {
        return switch (options.cluster()) {
            case PROCESSES -> new ProcessDoor(options, processes, workDirectory);
            case CONTAINERS -> new ContainerDoor(versions, workDirectory);
        };
    }

    /** Several at a time; those that break brokers come last and one by one, for the others would feel them. */
    private void runAll(List<ScenarioPlan> plans, Surroundings surroundings, RunReport report)
            throws InterruptedException, ExecutionException, IOException {
        ExecutorService executor = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            List<Future<?>> sharing = new ArrayList<>();
            for (ScenarioPlan plan : plans) {
                if (!plan.fault().breaksBrokers()) {
                    sharing.add(executor.submit(() -> {
                        runOne(plan, surroundings, report);
                        return null;
                    }));
                }
            }
            for (Future<?> future : sharing) {
                future.get();
            }
        } finally {
            executor.shutdownNow();
            // One that fails stops the run; the other must have ended before the report is written.
            executor.awaitTermination(STOP_DEADLINE_SECONDS, TimeUnit.SECONDS);
        }
        for (ScenarioPlan plan : plans) {
            if (plan.fault().breaksBrokers()) {
                runOne(plan, surroundings, report);
            }
        }
    }

    private void runOne(ScenarioPlan plan, Surroundings surroundings, RunReport report) throws IOException {
        Path directory = reportDirectory.resolve(plan.evidence());
        report.started(plan);
        new Scenario(plan, surroundings, directory).run();
        report.add(plan, Judge.judge(directory, plan.evidence()));
    }
}
