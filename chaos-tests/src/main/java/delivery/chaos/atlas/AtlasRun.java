package delivery.chaos.atlas;

import delivery.chaos.audit.Cell;
import delivery.chaos.audit.Judge;
import delivery.chaos.audit.Verdict;
import delivery.chaos.audit.VerdictFile;
import delivery.chaos.fault.Fault;
import delivery.chaos.pipeline.PipelineUnderTest;
import delivery.chaos.report.AtlasScenario;
import delivery.chaos.report.ConsoleTable;
import delivery.chaos.scenario.PastReport;
import delivery.chaos.scenario.RunLock;
import delivery.chaos.scenario.Scenario;
import delivery.chaos.scenario.ScenarioPlan;
import delivery.chaos.scenario.Surroundings;
import delivery.chaos.scenario.Versions;
import delivery.chaos.workload.PageViews;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.common.utils.Utils;

/** A run of the atlas: the steps of every module are recorded, and every strike at every step is tried and judged. */
public final class AtlasRun {

    private static final String ATLAS = "atlas/";

    private final AtlasOptions options;
    private final Path reportDirectory;
    private final Path workDirectory;
    private final PrintStream console;
    private final Map<Entry, Cell> done = new HashMap<>();

    /**
     * @param reportDirectory where the pages and their evidence go
     * @param workDirectory for everything that is thrown away with the run, logs of the brokers apart
     */
    public AtlasRun(AtlasOptions options, Path reportDirectory, Path workDirectory, PrintStream console) {
        this.options = options;
        this.reportDirectory = reportDirectory;
        this.workDirectory = workDirectory;
        this.console = console;
    }

    /** Records, runs, judges and writes the pages. Returns the scenarios in the order of the atlas. */
    public List<AtlasScenario> run() throws Exception {
        RunLock.hold(workDirectory.toAbsolutePath().getParent());
        Utils.delete(workDirectory.toFile());
        Files.createDirectories(workDirectory);
        if (Files.exists(reportDirectory.resolve("atlas.json"))) {
            PastReport.moveAside(reportDirectory);
        }
        Instant started = Instant.now();
        long startNanos = System.nanoTime();
        console.println("atlas, seed " + options.seed() + "; to repeat this run: " + options.command());
        Versions versions = Versions.read();
        try (AtlasGrounds grounds = new AtlasGrounds(workDirectory, versions, options.transactionVersion())) {
            console.printf("three brokers up after %.1f s%n", (System.nanoTime() - startNanos) / 1e9);
            AtlasPages pages = new AtlasPages(
                    options,
                    versions,
                    grounds.toxiproxy(),
                    grounds.shared().cluster().transactionVersion(),
                    started,
                    startNanos);
            Map<PipelineUnderTest, Cycle> cycles = record(grounds);
            List<Entry> planned = planned(cycles);
            try {
                new Execution(grounds)
                        .run(planned, (entry, surroundings) -> runOne(entry, surroundings, planned.size()));
            } finally {
                // Also of a run that breaks off: what is finished is evidence.
                pages.write(reportDirectory, cycles, pages.scenarios(inOrder(planned)));
                console.printf(
                        "%d of %d scenarios in %.0f s; atlas: %s%n",
                        done.size(),
                        planned.size(),
                        (System.nanoTime() - startNanos) / 1e9,
                        reportDirectory.resolve("atlas.html"));
            }
            List<AtlasScenario> scenarios = pages.scenarios(inOrder(planned));
            scenarios.stream()
                    .filter(scenario -> scenario.known() != null)
                    .forEach(scenario -> console.printf(
                            "%s: %s, known to break promises, is %s%n",
                            scenario.id(),
                            scenario.known().issue(),
                            scenario.isKnownViolation() ? "reproduced" : "not reproduced"));
            return scenarios;
        }
    }

    /** What is finished, in the order of the plan. */
    private List<Entry> inOrder(List<Entry> planned) {
        synchronized (done) {
            return planned.stream()
                    .filter(done::containsKey)
                    .map(entry -> entry.with(done.get(entry)))
                    .toList();
        }
    }

    private Map<PipelineUnderTest, Cycle> record(AtlasGrounds grounds) throws Exception {
        Map<PipelineUnderTest, Future<Cycle>> recorded = new LinkedHashMap<>();
        ExecutorService executor = Executors.newFixedThreadPool(Execution.AT_A_TIME);
        try {
            for (PipelineUnderTest module : options.modules()) {
                recorded.put(module, executor.submit(() -> record(module, grounds)));
            }
            Map<PipelineUnderTest, Cycle> cycles = new LinkedHashMap<>();
            for (Map.Entry<PipelineUnderTest, Future<Cycle>> one : recorded.entrySet()) {
                cycles.put(one.getKey(), one.getValue().get());
            }
            return cycles;
        } finally {
            executor.shutdownNow();
        }
    }

    private Cycle record(PipelineUnderTest module, AtlasGrounds grounds) throws IOException {
        Control control = new Control();
        Cell cell = run(plan(module, control, 0), grounds.shared());
        console.println(ConsoleTable.progress(0, 0, cell));
        if (cell.verdict() != Verdict.PASS) {
            throw new IllegalStateException(
                    cell.id() + " was to be recorded and came to " + cell.verdict() + ": " + cell.reason());
        }
        Cycle cycle = control.cycle();
        cycle.steps().forEach(step -> console.println(module.name() + ": " + step));
        return cycle;
    }

    private List<Entry> planned(Map<PipelineUnderTest, Cycle> cycles) {
        List<Entry> planned = new ArrayList<>();
        int number = 0;
        int named = 0;
        for (Map.Entry<PipelineUnderTest, Cycle> one : cycles.entrySet()) {
            String module = one.getKey().name();
            for (Step step : one.getValue().steps()) {
                for (Strike strike : Strike.values()) {
                    StepFault fault = new StepFault(step, strike);
                    if (options.wants(Cell.id(module, fault.name()), number++, strike)) {
                        planned.addAll(entries(one.getKey(), fault));
                    }
                }
            }
            for (NamedFault fault : NamedFault.of(one.getValue())) {
                if (options.wants(Cell.id(module, fault.name()), named++)) {
                    planned.addAll(entries(one.getKey(), fault));
                }
            }
        }
        return planned;
    }

    private List<Entry> entries(PipelineUnderTest module, AtlasFault fault) {
        return options.repetitionNumbers().stream()
                .map(repetition -> new Entry(module, fault, repetition, null))
                .toList();
    }

    private void runOne(Entry entry, Surroundings surroundings, int total) throws IOException {
        Cell cell = run(plan(entry.module(), entry.fault(), entry.repetition()), surroundings);
        synchronized (done) {
            done.put(entry, cell);
            console.println(ConsoleTable.progress(done.size(), total, cell));
        }
    }

    private Cell run(ScenarioPlan plan, Surroundings surroundings) throws IOException {
        String evidence = ATLAS + plan.evidence();
        Path directory = reportDirectory.resolve(evidence);
        new Scenario(plan, surroundings, directory).run();
        Cell cell = Judge.judge(directory, evidence);
        VerdictFile.write(directory, cell);
        return cell;
    }

    private ScenarioPlan plan(PipelineUnderTest module, Fault fault, int repetition) {
        return new ScenarioPlan(
                module,
                fault,
                repetition,
                options.seed(),
                new PageViews.Generated(),
                options.repeat(Cell.id(module.name(), fault.name())),
                Size.course(module.name()));
    }
}
