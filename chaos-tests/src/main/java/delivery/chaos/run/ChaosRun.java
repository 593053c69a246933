package delivery.chaos.run;

import delivery.chaos.audit.Cell;
import delivery.chaos.audit.Judge;
import delivery.chaos.fault.Fault;
import delivery.chaos.pipeline.PipelineUnderTest;
import delivery.chaos.scenario.Scenario;
import delivery.chaos.scenario.ScenarioPlan;
import delivery.chaos.scenario.Surroundings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.Utils;

/** A run: one cluster, every scenario that is planned, one report. */
public final class ChaosRun {
    /** Scenarios at a time on the shared cluster; each has one pipeline JVM, mostly waiting. */
    static final int AT_A_TIME = 4;

    /** So many scenarios that break brokers cost less on three brokers more than waiting for the others to end. */
    private static final int WORTH_A_CLUSTER = 3;

    private static final int STOP_DEADLINE_SECONDS = 60;

    private final ChaosOptions options;
    private final Path reportDirectory;
    private final Path workDirectory;
    private final PrintStream console;
    private RunReport report;

    /**
     * @param reportDirectory where the report and its evidence go; the report of an earlier run is moved aside
     * @param workDirectory for everything that is thrown away with the run, logs of the brokers apart
     */
    public ChaosRun(ChaosOptions options, Path reportDirectory, Path workDirectory, PrintStream console) {
        this.options = options;
        this.reportDirectory = reportDirectory;
        this.workDirectory = workDirectory;
        this.console = console;
    }

    /**
     * Runs the matrix that the options ask for on grounds of its own: every cell, judged, and a report in which those
     * not asked for stand as not run.
     *
     * @return the cells in the order of the matrix
     */
    public List<Cell> run() throws Exception {
        List<ScenarioPlan> plans = options.plans();
        List<Cell> cells = run(plans, options.command(), reported(plans), options.reportedFaults(plans));
        ReportDirectories.list(reportDirectory);
        return cells;
    }

    /** The same on grounds that are there. */
    public List<Cell> run(Grounds grounds) throws Exception {
        List<ScenarioPlan> plans = options.plans();
        List<Cell> cells = run(grounds, plans, options.command(), reported(plans), options.reportedFaults(plans));
        ReportDirectories.list(reportDirectory);
        return cells;
    }

    /** A report of the modules has all of them; one of a pipeline beside them those that stand beside it. */
    private List<PipelineUnderTest> reported(List<ScenarioPlan> plans) {
        return options.strangers().isEmpty() ? options.matrix().pipelines() : modules(plans);
    }

    /**
     * Runs any scenarios, judges each, and writes a report of them; the options say on what they run.
     *
     * @param plans no two of the same id and repetition
     * @param command that runs them again
     * @return the cells in the order of the plans
     */
    public List<Cell> run(List<ScenarioPlan> plans, String command) throws Exception {
        return run(plans, command, modules(plans), faults(plans));
    }

    /**
     * The same on grounds that are there, which keep what they have in the work directory; one of its own is emptied
     * first.
     */
    public List<Cell> run(Grounds grounds, List<ScenarioPlan> plans, String command) throws Exception {
        if (!workDirectory.equals(grounds.shared().workDirectory())) {
            Utils.delete(workDirectory.toFile());
        }
        return run(grounds, plans, command, modules(plans), faults(plans));
    }

    private static List<PipelineUnderTest> modules(List<ScenarioPlan> plans) {
        return plans.stream().map(ScenarioPlan::pipeline).distinct().toList();
    }

    private static List<Fault> faults(List<ScenarioPlan> plans) {
        return plans.stream().map(ScenarioPlan::fault).distinct().toList();
    }

    private List<Cell> run(
            List<ScenarioPlan> plans, String command, List<PipelineUnderTest> modules, List<Fault> faults)
            throws Exception {
        console.println("seed " + options.seed() + "; to repeat this run: " + command);
        try (Grounds grounds = Grounds.open(options, workDirectory, console)) {
            return run(grounds, plans, command, modules, faults);
        }
    }

    private List<Cell> run(
            Grounds grounds,
            List<ScenarioPlan> plans,
            String command,
            List<PipelineUnderTest> modules,
            List<Fault> faults)
            throws Exception {
        prepareDatabases(grounds, plans);
        // Only once the grounds are open: a run that cannot start leaves the report of the run before it.
        ReportDirectories.makeRoom(reportDirectory);
        ReportDirectories.bringCosts(reportDirectory);
        RunDescription description = new RunDescription(
                options,
                command,
                grounds.versions(),
                grounds.toxiproxy(),
                grounds.brokers(),
                grounds.transactionVersion(),
                Instant.now(),
                System.nanoTime(),
                modules,
                faults);
        report = new RunReport(reportDirectory, console, plans, description);
        try (RunReport open = report) {
            try {
                runAll(plans, grounds);
            } finally {
                // Also of a run that breaks off: what is finished is evidence.
                open.finish();
            }
            return open.cells();
        }
    }

    private static void prepareDatabases(Grounds grounds, List<ScenarioPlan> plans) throws CannotStartException {
        boolean wanted = plans.stream()
                .anyMatch(plan -> plan.pipeline().program().database().isPresent());
        if (wanted) {
            try {
                grounds.shared().databases().prepare();
            } catch (IOException impossible) {
                throw new CannotStartException(impossible);
            }
        }
    }

    /** Writes the report of the previous run again: it links to what was put next to it since. */
    public void writeReportAgain() throws IOException {
        report.write();
    }

    /**
     * Several at a time on the shared cluster. Those that break brokers run one by one: at the same time as the others
     * on a cluster of their own if they are worth one, else after them.
     */
    private void runAll(List<ScenarioPlan> plans, Grounds grounds)
            throws InterruptedException, ExecutionException, IOException {
        Map<Boolean, List<ScenarioPlan>> byBreaking = plans.stream()
                .collect(Collectors.partitioningBy(plan -> plan.fault().breaksBrokers()));
        List<ScenarioPlan> breaking = byBreaking.get(true);
        List<ScenarioPlan> sharing = byBreaking.get(false);
        boolean worthACluster =
                grounds.opensSeveralClusters() && breaking.size() >= WORTH_A_CLUSTER && !sharing.isEmpty();
        ExecutorService onShared = Executors.newFixedThreadPool(AT_A_TIME);
        ExecutorService onOwn = Executors.newSingleThreadExecutor();
        try {
            List<Future<?>> running = new ArrayList<>();
            CompletionService<Void> ended = new ExecutorCompletionService<>(onShared);
            for (ScenarioPlan plan : sharing) {
                running.add(ended.submit(() -> runOne(plan, grounds.shared())));
            }
            if (worthACluster) {
                // Six brokers that start at the same time would delay the first verdict.
                ended.take().get();
                running.add(onOwn.submit(() -> runOnOwnCluster(breaking, grounds)));
            }
            for (Future<?> future : running) {
                future.get();
            }
        } finally {
            for (ExecutorService executor : List.of(onShared, onOwn)) {
                executor.shutdownNow();
                // One that fails stops the run; the others must have ended before the report is written.
                executor.awaitTermination(STOP_DEADLINE_SECONDS, TimeUnit.SECONDS);
            }
        }
        if (!worthACluster) {
            for (ScenarioPlan plan : breaking) {
                runOne(plan, grounds.shared());
            }
        }
    }

    private Void runOnOwnCluster(List<ScenarioPlan> breaking, Grounds grounds) throws IOException {
        try (Grounds.Lent own = grounds.openBreaking()) {
            for (ScenarioPlan plan : breaking) {
                runOne(plan, own.surroundings());
            }
        }
        return null;
    }

    private Void runOne(ScenarioPlan plan, Surroundings surroundings) throws IOException {
        Path directory = reportDirectory.resolve(plan.evidence());
        report.started(plan);
        new Scenario(plan, surroundings.in(workDirectory), directory).run();
        report.add(plan, Judge.judge(directory, plan.evidence()));
        return null;
    }
}
