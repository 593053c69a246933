package delivery.chaos.report.atlas;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import delivery.chaos.audit.Cell;
import delivery.chaos.report.Citation;
import delivery.chaos.report.Page;
import delivery.chaos.report.ReportJson;
import delivery.chaos.report.Run;
import delivery.chaos.report.claims.LedgerReport;
import delivery.chaos.report.text.PublishedSchema;
import delivery.chaos.report.text.ReportFiles;
import delivery.chaos.report.text.Templates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Writes the atlas: its matrix, a page for every module, and the same for machines. */
public final class AtlasReport {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private static final String FILE = Page.ATLAS.file();
    private static final Page OVERVIEW = new Page("index.html", "Overview");

    private AtlasReport() {}

    /**
     * Writes {@code atlas.html}, {@code atlas-<module>.html}, {@code atlas.md} with the table of where the guarantees
     * differ, {@code atlas.json} with its schemas, and what {@link LedgerReport} does; files of these names are
     * replaced.
     *
     * @param reportDirectory created if need be
     * @param cycles by module in their order, its steps in theirs
     * @param scenarios in the order of modules, steps and strikes; those that were not run are left out
     * @param stories that some of the scenarios are, in reading order
     * @param scope how much this was to be
     * @throws IOException if a file cannot be written
     */
    public static void write(
            Path reportDirectory,
            Run run,
            Map<String, List<AtlasScenario.AtlasStep>> cycles,
            List<AtlasScenario> scenarios,
            List<AtlasStory> stories,
            AtlasScope scope)
            throws IOException {
        ReportFiles files = ReportFiles.in(reportDirectory);
        AtlasMatrix matrix = new AtlasMatrix(cycles, scenarios);
        Map<String, Object> model =
                new HashMap<>(Map.of("run", run, "matrix", matrix, "stories", stories, "scope", scope));
        model.put("pages", pages(files, matrix));
        model.put("overview", files.has(OVERVIEW.file()));
        model.put("root", "");
        model.put("file", FILE);
        // Its pages lead to its own numbers.
        model.put("numbers", "atlas");
        Templates templates = new Templates();
        Citation.CitationWriter citations = new Citation.CitationWriter(templates, run);
        model.put("citation", citations.of("cite-atlas", FILE, Page.ATLAS.title(), cells(matrix.scenarios())));
        templates.write("atlas.html.ftlh", model, files, FILE);
        templates.write("atlas.md.ftl", model, files, "atlas.md");
        for (String module : matrix.modules()) {
            Map<String, Object> page = new HashMap<>(model);
            page.put("file", file(module));
            page.put("module", module);
            page.put(
                    "citation",
                    citations.of("cite-atlas", file(module), module + ", step by step", cells(matrix.of(module))));
            page.put("scenarios", matrix.of(module));
            List<AtlasScenario.AtlasStep> steps = cycles.getOrDefault(module, List.of());
            page.put("steps", steps);
            page.put(
                    "parties",
                    steps.stream()
                            .map(AtlasScenario.AtlasStep::party)
                            .distinct()
                            .toList());
            templates.write("atlas-module.html.ftlh", page, files, file(module));
        }
        PublishedSchema.copy(ReportJson.SCHEMA_FILE, files);
        PublishedSchema.copy(AtlasJson.SCHEMA_FILE, files);
        files.write("atlas.json", JSON.writeValueAsString(AtlasJson.of(run, cycles, scenarios, stories, scope)));
        LedgerReport.write(files);
    }

    private static List<Cell> cells(List<AtlasScenario> scenarios) {
        return scenarios.stream().flatMap(one -> one.cells().stream()).toList();
    }

    /** It may be run by itself; then there is no overview. */
    private static List<Page> pages(ReportFiles files, AtlasMatrix matrix) {
        List<Page> pages =
                new ArrayList<>(files.has(OVERVIEW.file()) ? List.of(OVERVIEW, Page.ATLAS) : List.of(Page.ATLAS));
        matrix.modules().forEach(module -> pages.add(new Page(file(module), "steps of " + module)));
        pages.add(new Page("claims.html", "Claims and traps"));
        Stream.of(new Page("sabotage.html", "Does the checker catch bugs?"))
                .filter(page -> files.has(page.file()))
                .forEach(pages::add);
        return pages;
    }

    /** Where a person reads of a scenario, relative to the report. */
    static String page(AtlasScenario scenario) {
        return file(scenario.module()) + "#" + scenario.anchor();
    }

    private static String file(String module) {
        return "atlas-" + module + ".html";
    }
}
