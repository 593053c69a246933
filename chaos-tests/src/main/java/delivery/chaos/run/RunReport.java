package delivery.chaos.run;

import delivery.chaos.audit.Cell;
import delivery.chaos.audit.Repetitions;
import delivery.chaos.audit.VerdictFile;
import delivery.chaos.report.ConsoleTable;
import delivery.chaos.report.DeliveryReport;
import delivery.chaos.run.progress.Progress;
import delivery.chaos.scenario.ScenarioPlan;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The cells of a run as they are finished, and the report of them, which is written anew as they come: a run that is
 * killed leaves a report of what was finished when it was written last, that says what is missing. One that is asked to
 * stop writes it once more, and says so.
 */
final class RunReport implements Closeable {
    /** All pages are written anew each time; so many times as long as that took, cells only gather. */
    private static final int WRITING_SHARE = 20;

    private final Path directory;
    private final PrintStream console;
    private final List<ScenarioPlan> plans;
    private final RunDescription description;
    private final DeliveryReport pages;
    private final Progress progress;
    private final IdentityHashMap<ScenarioPlan, Cell> finished = new IdentityHashMap<>();
    private long lastWriteNanos;
    private long writtenAtNanos;
    private boolean outdated;
    /** Set by the hook at once, also while a report is being written. */
    private volatile boolean goingDown;

    private final Thread hook = new Thread(this::stop, "report-what-is-finished");

    /**
     * @param directory of the report
     * @param plans all that is to be run, in the order of the report
     */
    RunReport(Path directory, PrintStream console, List<ScenarioPlan> plans, RunDescription description)
            throws IOException {
        this.directory = directory;
        this.console = console;
        this.plans = plans;
        this.description = description;
        this.pages = new DeliveryReport(directory);
        this.progress = Progress.of(plans.size(), console);
        write();
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Takes a cell that was judged, and writes its verdict and the report. When the JVM is going down it does neither:
     * then brokers and pipelines are, and what the cell shows is that.
     */
    synchronized void add(ScenarioPlan plan, Cell cell) throws IOException {
        if (goingDown) {
            return;
        }
        VerdictFile.write(directory.resolve(plan.evidence()), cell);
        finished.put(plan, cell);
        progress.finished(plan.id(), ConsoleTable.progress(finished.size(), plans.size(), cell));
        outdated = true;
        if (System.nanoTime() - writtenAtNanos > WRITING_SHARE * lastWriteNanos) {
            write();
        }
    }

    void started(ScenarioPlan plan) {
        progress.started(plan.id());
    }

    /** Writes the report and prints the matrix. */
    synchronized void finish() throws IOException {
        if (goingDown) {
            return;
        }
        write();
        progress.close();
        console.println(ConsoleTable.matrix(
                cells(),
                plans.stream().map(plan -> plan.pipeline().name()).distinct().toList(),
                plans.stream().map(plan -> plan.fault().name()).distinct().toList()));
        console.printf("%.0f s; report: %s%n", description.seconds(), directory.resolve("index.html"));
    }

    private void stop() {
        goingDown = true;
        stopped();
    }

    private synchronized void stopped() {
        if (outdated) {
            try {
                write();
            } catch (IOException failed) {
                progress.stopped("the report could not be written once more: " + failed);
            }
        }
        progress.stopped(String.format(
                Locale.ROOT,
                "stopped after %.0f s: %d of %d runs finished; report: %s",
                description.seconds(),
                finished.size(),
                plans.size(),
                directory.resolve("index.html")));
    }

    /** Writes it as it stands now. */
    synchronized void write() throws IOException {
        long startNanos = System.nanoTime();
        pages.write(description.now(missing()), cells());
        writtenAtNanos = System.nanoTime();
        lastWriteNanos = writtenAtNanos - startNanos;
        outdated = false;
    }

    private List<String> missing() {
        return modulesFirst().stream()
                .filter(plan -> !finished.containsKey(plan))
                .map(plan -> plan.id() + (plan.repetition() == 0 ? "" : " run " + plan.repetition()))
                .toList();
    }

    /** The finished cells, module by module, repetitions summed up. */
    synchronized List<Cell> cells() {
        Map<String, List<ScenarioPlan>> byId = new LinkedHashMap<>();
        for (ScenarioPlan plan : modulesFirst()) {
            if (finished.containsKey(plan)) {
                byId.computeIfAbsent(plan.id(), none -> new ArrayList<>()).add(plan);
            }
        }
        List<Cell> cells = new ArrayList<>();
        byId.forEach((id, runs) -> cells.add(
                runs.get(0).repetition() == 0
                        ? finished.get(runs.get(0))
                        : Repetitions.sum(runs.stream().map(finished::get).toList(), "evidence/" + id)));
        return description.options().strangers().judged(cells);
    }

    /** The plans module by module, in the order in which the modules first appear. */
    private List<ScenarioPlan> modulesFirst() {
        Map<String, List<ScenarioPlan>> byModule = new LinkedHashMap<>();
        plans.forEach(plan -> byModule.computeIfAbsent(plan.pipeline().name(), none -> new ArrayList<>())
                .add(plan));
        return byModule.values().stream().flatMap(List::stream).toList();
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException isGoingDown) {
            // Then the hook runs, and the report is its to finish.
            goingDown = true;
        }
    }
}
