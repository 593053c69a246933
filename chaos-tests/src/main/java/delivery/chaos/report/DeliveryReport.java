package delivery.chaos.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import delivery.chaos.audit.Cell;
import delivery.chaos.audit.Contrast;
import delivery.chaos.report.text.PublishedSchema;
import delivery.chaos.report.text.Templates;
import delivery.chaos.report.timeline.DatabaseCycle;
import delivery.chaos.report.timeline.DatabaseCycle.DatabaseStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Writes the report of a run: {@code report.json} for machines, {@code report.md} and HTML for people. It may be
 * written again as cells are added; what a cell's evidence tells is read once.
 */
public final class DeliveryReport {
    private static final JsonMapper JSON = new JsonMapper();

    private final Path directory;
    private final Templates templates = new Templates();
    /** By what tells a cell from every other, also from itself after one more repetition. */
    private final Map<String, CellStory> stories = new HashMap<>();

    private final Map<String, List<DatabaseStep>> cycles = new HashMap<>();

    /** @param directory of the report, with the evidence of its cells where they say it is; created if need be */
    public DeliveryReport(Path directory) {
        this.directory = directory;
    }

    /** Writes it once. */
    public static void write(Path reportDirectory, Run run, List<Cell> cells) throws IOException {
        new DeliveryReport(reportDirectory).write(run, cells);
    }

    /**
     * Writes {@code report.json} with its schema, {@code report.md}, {@code index.html}, a page for every module, a
     * page for every cell and the appendix of {@link SabotageReport}, in which nobody was tried yet; files of these
     * names are replaced.
     *
     * @param cells those that were run, no two of the same id
     * @throws IOException if a file cannot be written
     * @throws IllegalArgumentException if two cells have the same id, or the name of a module cannot name a file
     */
    public void write(Run run, List<Cell> cells) throws IOException {
        Matrix matrix = Matrix.of(run, cells);
        List<Contrast.RuleResult> contrast = Contrast.check(matrix.cells());
        Files.createDirectories(directory);
        Path half = directory.resolve("report.json.part");
        JSON.writeValue(half.toFile(), ReportJson.of(run, matrix.cells(), contrast));
        Files.move(
                half,
                directory.resolve("report.json"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        PublishedSchema.copy(ReportJson.SCHEMA_FILE, directory);
        // The trial of the sabotages writes it again, with the results.
        SabotageReport.write(directory, "sabotage/", "mvn verify -Psabotage", List.of());
        PageModels models = new PageModels(run, matrix, contrast, templates, this::story, this::cycle, beside());
        templates.write("report.md.ftl", models.index(), directory.resolve("report.md"));
        templates.write("index.html.ftlh", models.index(), directory.resolve("index.html"));
        for (String module : matrix.modules()) {
            templates.write("module.html.ftlh", models.module(module), directory.resolve(module + ".html"));
            Files.createDirectories(directory.resolve(module));
        }
        for (Cell cell : matrix.cells()) {
            templates.write(
                    "cell.html.ftlh", models.cell(cell), directory.resolve(Page.of(cell.module(), cell.fault())));
        }
    }

    /** For the navigation of the other pages. */
    private List<Page> beside() {
        return Stream.of(Page.OUTSIDE, Page.ATLAS)
                .filter(page -> Files.exists(directory.resolve(page.file())))
                .toList();
    }

    private List<DatabaseStep> cycle(Cell cell) {
        return cycles.computeIfAbsent(cell.id() + " " + cell.evidenceSha256(), key -> {
            try {
                return DatabaseCycle.read(directory.resolve(cell.runs().get(0).evidence()));
            } catch (IOException unreadable) {
                // Its own page says so.
                return List.of();
            }
        });
    }

    private CellStory story(Cell cell) {
        return stories.computeIfAbsent(
                cell.id() + " " + cell.evidenceSha256() + " " + cell.verdict(), key -> CellStory.of(cell, directory));
    }
}
