package delivery.chaos.scenario;

import delivery.chaos.audit.Cell;
import delivery.chaos.audit.Repetitions;
import delivery.chaos.report.ConsoleTable;
import delivery.chaos.report.DeliveryReport;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The cells of a run as they are finished, and the report of them. */
final class RunReport {
    private final Path directory;
    private final PrintStream console;
    private final List<ScenarioPlan> plans;
    private final RunDescription description;
    private final Map<ScenarioPlan, Cell> finished = new IdentityHashMap<>();

    /**
     * @param directory of the report
     * @param plans all that is to be run, in the order of the report
     */
    RunReport(Path directory, PrintStream console, List<ScenarioPlan> plans, RunDescription description) {
        this.directory = directory;
        this.console = console;
        this.plans = plans;
        this.description = description;
    }

    synchronized void add(ScenarioPlan plan, Cell cell) {
        finished.put(plan, cell);
        console.println(ConsoleTable.progress(finished.size(), plans.size(), cell));
    }

    /** Writes the report and prints the matrix. */
    synchronized void finish() throws IOException {
        List<Cell> cells = cells();
        DeliveryReport.write(directory, description.now(), cells);
        console.println(ConsoleTable.matrix(
                cells,
                plans.stream().map(plan -> plan.pipeline().name()).distinct().toList(),
                plans.stream().map(plan -> plan.fault().name()).distinct().toList()));
        console.printf("%.0f s; report: %s%n", description.now().durationSeconds(), directory.resolve("index.html"));
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
        return cells;
    }

    /** The plans module by module, in the order in which the modules first appear. */
    private List<ScenarioPlan> modulesFirst() {
        Map<String, List<ScenarioPlan>> byModule = new LinkedHashMap<>();
        plans.forEach(plan -> byModule.computeIfAbsent(plan.pipeline().name(), none -> new ArrayList<>())
                .add(plan));
        return byModule.values().stream().flatMap(List::stream).toList();
    }
}
