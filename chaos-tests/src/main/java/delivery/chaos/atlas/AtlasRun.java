package delivery.chaos.atlas;

import delivery.chaos.audit.Cell;
import delivery.chaos.audit.Judge;
import delivery.chaos.audit.Verdict;
import delivery.chaos.audit.VerdictFile;
import delivery.chaos.fault.Fault;
import delivery.chaos.pipeline.PipelineUnderTest;
import delivery.chaos.report.ConsoleTable;
import delivery.chaos.report.atlas.AtlasScenario;
import delivery.chaos.report.atlas.AtlasScope;
import delivery.chaos.run.ReportDirectories;
import delivery.chaos.run.RunLock;
import delivery.chaos.run.Versions;
import delivery.chaos.scenario.Scenario;
import delivery.chaos.scenario.ScenarioPlan;
import delivery.chaos.scenario.Surroundings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Utils;

/** A run of the atlas: the steps of every module are recorded, and every strike at every step is tried and judged. */
public final class AtlasRun {

    private static final String ATLAS = "atlas/";

    private final AtlasOptions options;
    private final Path reportDirectory;
    private final Path workDirectory;
    private final PrintStream console;
    private final Map<AtlasEntry, Cell> done = new HashMap<>();
    private final List<String> failures = new ArrayList<>();
    private final Instant started = Instant.now();
    private final long startNanos = System.nanoTime();

    /**
     * One run; it begins now.
     *
     * @param reportDirectory where the pages and their evidence go
     * @param workDirectory for everything that is thrown away with the run, logs of the brokers apart
     */
    public AtlasRun(AtlasOptions options, Path reportDirectory, Path workDirectory, PrintStream console) {
        this.options = options;
        this.reportDirectory = reportDirectory;
        this.workDirectory = workDirectory;
        this.console = console;
    }

    /**
     * Records, runs, judges and writes the pages. What fails costs its own scenarios: the report says which are
     * missing, and why.
     *
     * @return the scenarios that were run, in the order of the atlas
     */
    public List<AtlasScenario> run() throws Exception {
        begin();
        Versions versions = Versions.read();
        try (AtlasGrounds grounds = AtlasGrounds.open(workDirectory, versions, options.transactionVersion(), console)) {
            console.printf("three brokers up after %.1f s%n", seconds());
            return run(grounds, versions);
        }
    }

    /**
     * The same on a cluster that is there already, with nothing else on it.
     *
     * @param shared child JVMs with one partition of each internal topic; the leaders of these are moved
     */
    public List<AtlasScenario> run(Surroundings shared) throws Exception {
        begin();
        try (AtlasGrounds grounds = AtlasGrounds.on(shared, workDirectory, options.transactionVersion(), console)) {
            return run(grounds, Versions.read());
        }
    }

    private void begin() throws IOException {
        RunLock.hold(workDirectory.toAbsolutePath().getParent());
        Utils.delete(workDirectory.toFile());
        Files.createDirectories(workDirectory);
        if (Files.exists(reportDirectory.resolve("atlas.json"))) {
            ReportDirectories.makeRoom(reportDirectory);
        }
        console.println("atlas, seed " + options.seed() + "; to repeat this run: " + options.command());
    }

    private List<AtlasScenario> run(AtlasGrounds grounds, Versions versions) throws Exception {
        AtlasPages pages = new AtlasPages(
                options,
                versions,
                grounds.toxiproxy(),
                grounds.shared().cluster().transactionVersion(),
                started,
                startNanos);
        Recorder.ControlRun control = (module, order) -> record(module, order, grounds.shared());
        List<Recording> recordings = new Recorder(control, this::failed).record(options.modules());
        Plan plan = Plan.of(recordings, options);
        Execution.Runner runner = (entry, surroundings) ->
                runOne(entry, surroundings, plan.entries().size());
        try {
            new Execution(grounds, runner, this::failed).run(plan.entries());
        } finally {
            // Also of a run that breaks off: what is finished is evidence.
            pages.write(reportDirectory, recordings, finished(plan), scope(plan));
            console.printf(
                    "%d of %d scenarios in %.0f s; atlas: %s%n",
                    done.size(), plan.entries().size(), seconds(), reportDirectory.resolve("atlas.html"));
        }
        List<AtlasScenario> scenarios = pages.scenarios(finished(plan));
        tellWhatIsKnown(scenarios);
        return scenarios;
    }

    private void tellWhatIsKnown(List<AtlasScenario> scenarios) {
        scenarios.stream()
                .filter(scenario -> scenario.known() != null)
                .forEach(scenario -> console.printf(
                        "%s: %s, known to break promises, is %s%n",
                        scenario.id(),
                        scenario.known().issue(),
                        scenario.isKnownViolation() ? "reproduced" : "not reproduced"));
    }

    /** All that is planned, with the cells of what is finished. */
    private synchronized List<AtlasEntry> finished(Plan plan) {
        return plan.entries().stream().map(entry -> entry.with(done.get(entry))).toList();
    }

    private synchronized AtlasScope scope(Plan plan) {
        return new AtlasScope(plan.known(), plan.asked(), failures);
    }

    private synchronized void failed(String what, Exception why) {
        failures.add(what + ": " + why);
        console.println(what + ": " + why);
    }

    private Recording record(PipelineUnderTest module, TransactionOrder order, Surroundings surroundings)
            throws IOException {
        RecordingControl control = new RecordingControl(order);
        Cell cell = run(plan(module, control, 0), surroundings);
        console.println(ConsoleTable.progress(0, 0, cell));
        if (cell.verdict() != Verdict.PASS) {
            throw new IllegalStateException(
                    cell.id() + " was to be recorded and came to " + cell.verdict() + ": " + cell.reason());
        }
        Recording recording = new Recording(module, order, control.cycle());
        console.println(cell.id() + ": " + recording.cycle());
        return recording;
    }

    private void runOne(AtlasEntry entry, Surroundings surroundings, int total) throws IOException {
        Cell cell = run(plan(entry.module(), entry.fault(), entry.repetition()), surroundings);
        synchronized (this) {
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
        String repeat = options.repeat(Cell.id(module.name(), fault.name()));
        return AtlasPlans.plan(module, fault, repetition, options.seed(), repeat);
    }

    /** Since the run began. */
    private double seconds() {
        return (System.nanoTime() - startNanos) / 1e9;
    }
}
