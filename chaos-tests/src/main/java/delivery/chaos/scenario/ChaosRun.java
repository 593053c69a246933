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
import delivery.chaos.report.ConsoleTable;
import delivery.chaos.report.DeliveryReport;
import delivery.chaos.report.Run;
import delivery.chaos.workload.PageViews;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.Utils;

/** A run of the matrix: one cluster, every chosen cell, one report. */
public final class ChaosRun {
    /** Scenarios at a time on the shared cluster; each has one pipeline JVM, mostly waiting. */
    private static final int AT_A_TIME = 2;

    private static final int STOP_DEADLINE_SECONDS = 60;

    private final ChaosOptions options;
    private final Path reportDirectory;
    private final Path workDirectory;
    private final PrintStream console;
    private final List<Cell> cells = Collections.synchronizedList(new ArrayList<>());
    private int total;

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
     * Runs every cell, judges it, and writes the report.
     *
     * @return the cells in the order of the matrix
     */
    public List<Cell> run() throws Exception {
        PageViews pageViews = options.pageViews();
        Utils.delete(workDirectory.toFile());
        Files.createDirectories(workDirectory);
        MachineCheck.require(workDirectory);
        Instant started = Instant.now();
        long startNanos = System.nanoTime();
        console.println("seed " + options.seed() + "; to repeat this run: " + options.command());
        Versions versions = Versions.read();
        try (ChildProcesses processes = new ChildProcesses();
                Door door = openDoor(processes, versions);
                ToxiproxyServer toxiproxy = door.openToxiproxy();
                KafkaCluster cluster = door.openCluster()) {
            // Not before: a run that cannot start leaves the report of the one before it.
            Utils.delete(reportDirectory.toFile());
            console.printf("three brokers up after %.1f s%n", (System.nanoTime() - startNanos) / 1e9);
            Surroundings surroundings = new Surroundings(
                    processes,
                    cluster,
                    toxiproxy,
                    workDirectory,
                    versions.byName(toxiproxy.kind().toString(), toxiproxy.version()));
            try {
                runAll(plans(pageViews), surroundings);
            } finally {
                // Also of a run that breaks off: what is finished is evidence.
                double seconds = (System.nanoTime() - startNanos) / 1e9;
                report(describe(versions, toxiproxy, door.brokers(), started, seconds));
            }
            return inOrder();
        }
    }

    private Door openDoor(ChildProcesses processes, Versions versions) throws IOException {
        return switch (options.cluster()) {
            case PROCESSES -> new ProcessDoor(options, processes, workDirectory);
            case CONTAINERS -> new ContainerDoor(versions, workDirectory);
        };
    }

    private List<ScenarioPlan> plans(PageViews pageViews) {
        List<ScenarioPlan> plans = new ArrayList<>();
        for (Fault fault : options.faults()) {
            long seed = new Random(options.seed() ^ fault.name().hashCode()).nextLong();
            for (PipelineUnderTest pipeline : options.modules()) {
                plans.add(new ScenarioPlan(pipeline, fault, seed, pageViews, options.repeat(pipeline, fault)));
            }
        }
        return plans;
    }

    /** Several at a time; those that break brokers come last and one by one, for the others would feel them. */
    private void runAll(List<ScenarioPlan> plans, Surroundings surroundings)
            throws InterruptedException, ExecutionException, IOException {
        total = plans.size();
        ExecutorService executor = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            List<Future<?>> sharing = new ArrayList<>();
            for (ScenarioPlan plan : plans) {
                if (!plan.fault().breaksBrokers()) {
                    sharing.add(executor.submit(() -> {
                        runOne(plan, surroundings);
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
                runOne(plan, surroundings);
            }
        }
    }

    private void runOne(ScenarioPlan plan, Surroundings surroundings) throws IOException {
        String evidence = "evidence/" + plan.id();
        Path directory = reportDirectory.resolve(evidence);
        new Scenario(plan, surroundings, directory).run();
        Cell cell = Judge.judge(directory, evidence);
        synchronized (cells) {
            cells.add(cell);
            console.println(ConsoleTable.progress(cells.size(), total, cell));
        }
    }

    private void report(Run run) throws IOException {
        List<Cell> ordered = inOrder();
        DeliveryReport.write(reportDirectory, run, ordered);
        console.println(ConsoleTable.matrix(
                ordered,
                options.modules().stream().map(PipelineUnderTest::name).toList(),
                options.faults().stream().map(Fault::name).toList()));
        console.printf("%.0f s; report: %s%n", run.durationSeconds(), reportDirectory.resolve("index.html"));
    }

    /** The finished cells in the order of the matrix. */
    private List<Cell> inOrder() {
        List<Cell> finished;
        synchronized (cells) {
            finished = List.copyOf(cells);
        }
        List<Cell> ordered = new ArrayList<>();
        for (PipelineUnderTest pipeline : options.modules()) {
            for (Fault fault : options.faults()) {
                finished.stream()
                        .filter(cell -> cell.id().equals(Cell.id(pipeline.name(), fault.name())))
                        .forEach(ordered::add);
            }
        }
        return ordered;
    }

    private Run describe(
            Versions versions, ToxiproxyServer toxiproxy, String brokers, Instant started, double seconds) {
        Map<String, String> machine = new LinkedHashMap<>();
        machine.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
        machine.put("operating system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        machine.put("cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
        machine.put("brokers", brokers);
        return new Run(
                new Run.Suite(versions.suite(), versions.commit()),
                new Run.Kafka(versions.kafka(), versions.kafka(), versions.streams()),
                new Run.Toxiproxy(toxiproxy.kind().toString(), toxiproxy.version()),
                options.seed(),
                started.toString(),
                seconds,
                options.command(),
                machine,
                Pipelines.ALL.stream().map(PipelineUnderTest::guarantee).toList(),
                Faults.ALL.stream()
                        .map(fault -> new Run.Fault(fault.name(), fault.description()))
                        .toList());
    }
}
