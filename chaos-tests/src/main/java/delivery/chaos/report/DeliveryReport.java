package delivery.chaos.report;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import delivery.chaos.audit.Cell;
import delivery.chaos.audit.Contrast;
import delivery.contract.Guarantee;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the report of a run: {@code report.json} for machines, {@code report.md} and HTML for people. */
public final class DeliveryReport {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private DeliveryReport() {}

    /**
     * Writes {@code report.json}, {@code report.md}, {@code index.html} and a page for every module; files of
     * these names are replaced.
     *
     * @param reportDirectory created if need be
     * @param cells those that were run, no two of the same id
     * @throws IOException if a file cannot be written
     * @throws IllegalArgumentException if two cells have the same id, or the name of a module cannot name a file
     */
    public static void write(Path reportDirectory, Run run, List<Cell> cells) throws IOException {
        Matrix matrix = Matrix.of(run, cells);
        List<Contrast.Finding> contrast = Contrast.check(cells);
        Map<String, Guarantee> guarantees = guarantees(run, cells);
        Map<String, Object> model = model(run, matrix, contrast);
        model.put(
                "promises",
                matrix.modules().stream()
                        .map(guarantees::get)
                        .map(PromiseColumn::new)
                        .toList());
        Templates templates = new Templates();
        Files.createDirectories(reportDirectory);
        JSON.writeValue(reportDirectory.resolve("report.json").toFile(), ReportJson.of(run, matrix.cells(), contrast));
        templates.write("report.md.ftl", model, reportDirectory.resolve("report.md"));
        templates.write("index.html.ftlh", model, reportDirectory.resolve("index.html"));
        for (String module : matrix.modules()) {
            Map<String, Object> page = new HashMap<>(model);
            page.put("module", module);
            page.put("guarantee", guarantees.get(module));
            templates.write("module.html.ftlh", page, reportDirectory.resolve(module + ".html"));
        }
    }

    private static Map<String, Object> model(Run run, Matrix matrix, List<Contrast.Finding> contrast) {
        Map<String, Long> tally = new HashMap<>();
        matrix.cells().forEach(cell -> tally.merge(cell.verdict().name(), 1L, Long::sum));
        Map<String, Object> model = new HashMap<>();
        model.put("run", run);
        model.put("matrix", matrix);
        model.put("contrast", contrast);
        model.put("held", contrast.stream().filter(Contrast.Finding::isHeld).count());
        model.put("tally", tally);
        model.put(
                "notRun",
                matrix.modules().size() * matrix.faults().size()
                        - matrix.cells().size());
        model.put(
                "definitions", run.faults().stream().collect(Collectors.toMap(Run.Fault::name, Run.Fault::definition)));
        return model;
    }

    /** Those of the run, and of modules that only their cells know. */
    private static Map<String, Guarantee> guarantees(Run run, List<Cell> cells) {
        Map<String, Guarantee> guarantees = new HashMap<>();
        cells.forEach(
                cell -> guarantees.put(cell.module(), cell.audit().scenario().guarantee()));
        run.guarantees().forEach(guarantee -> guarantees.put(guarantee.name(), guarantee));
        return guarantees;
    }
}
