package delivery.chaos.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import delivery.chaos.audit.Cell;
import delivery.chaos.audit.Contrast;
import delivery.chaos.report.text.PublishedSchema;
import delivery.chaos.report.text.ReportFiles;
import delivery.chaos.report.text.Templates;
import delivery.chaos.report.timeline.DatabaseCycle;
import delivery.chaos.report.timeline.DatabaseCycle.DatabaseStep;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the report of a run: {@code report.json} for machines, {@code report.md} and HTML for people. It may be
 * written again as cells are added; what a cell's evidence tells is read once.
 */
public final class DeliveryReport {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String TABLES_DIRECTORY = "csv";
    /** Every table of the pages, for spreadsheets and programs. */
    private static final List<String> TABLES = List.of(
            "cells.csv",
            "strikes.csv",
            "guarantees.csv",
            "contrasts.csv",
            "promises.csv",
            "recovery.csv",
            "settings.csv");

    private final ReportFiles files;
    private final Path evidence;
    private final Templates templates = new Templates();
    /** By what tells a cell from every other, also from itself after one more repetition. */
    private final Map<String, CellStory> stories = new HashMap<>();

    private final Map<String, List<DatabaseStep>> cycles = new HashMap<>();

    /** @param directory of the report, with the evidence of its cells where they say it is; created if need be */
    public DeliveryReport(Path directory) {
        this(ReportFiles.in(directory), directory);
    }

    /** @param evidence directory in which that of the cells lies where they say it is; it is only read */
    DeliveryReport(ReportFiles files, Path evidence) {
        this.files = files;
        this.evidence = evidence;
    }

    /** Writes it once. */
    public static void write(Path reportDirectory, Run run, List<Cell> cells) throws IOException {
        new DeliveryReport(reportDirectory).write(run, cells);
    }

    /**
     * Writes {@code report.json} with its schema, {@code report.md}, {@code junit.xml}, {@code artifact.md}, every
     * table as CSV, {@code index.html}, the same with all cells on one page ({@code print.html}), a page for every
     * module, a page for every cell, one that compares client libraries if there are several, and the appendix of
     * {@link SabotageReport}, in which nobody was tried yet; files of these names are replaced.
     *
     * @param cells those that were run, no two of the same id
     * @throws IOException if a file cannot be written
     * @throws IllegalArgumentException if two cells have the same id, or the name of a module cannot name a file
     */
    public void write(Run run, List<Cell> cells) throws IOException {
        Matrix matrix = Matrix.of(run, cells);
        List<Contrast.RuleResult> contrast = Contrast.check(matrix.cells());
        files.write("report.json", JSON.writeValueAsString(ReportJson.of(run, matrix.cells(), contrast)));
        PublishedSchema.copy(ReportJson.SCHEMA_FILE, files);
        PageModels models =
                new PageModels(run, matrix, contrast, templates, this::story, this::cycle, new OtherPages(files));
        Map<String, Object> index = models.index();
        templates.write("report.md.ftl", index, files, "report.md");
        templates.write("index.html.ftlh", index, files, "index.html");
        templates.write("artifact.md.ftl", index, files, "artifact.md");
        writeForPrint(models.print(index));
        templates.write("junit.xml.ftlx", index, files, "junit.xml");
        for (String table : TABLES) {
            templates.write(table + ".ftl", index, files, TABLES_DIRECTORY + "/" + table);
        }
        for (String module : matrix.modules()) {
            templates.write("module.html.ftlh", models.module(module), files, module + ".html");
        }
        for (Cell cell : matrix.cells()) {
            templates.write("cell.html.ftlh", models.cell(cell), files, Page.of(cell.module(), cell.fault()));
        }
        if (models.hasSeveralClients()) {
            templates.write("clients.html.ftlh", models.clients(), files, Page.CLIENTS.file());
        }
        // The trial of the sabotages writes it again, with the results.
        SabotageReport.write(files, "sabotage/", "mvn verify -Psabotage", List.of());
    }

    /**
     * All on one page, whose links lead to no file, for on paper there is none, and a PDF would name this machine's;
     * and without what is folded, which no paper shows.
     */
    private void writeForPrint(Map<String, Object> model) throws IOException {
        String page = templates.render("print.html.ftlh", model);
        String unlinked = page.replaceAll(" href=\"(?!#)[^\"]*\"", "");
        files.write("print.html", unlinked.replaceAll("(?s)<details class=\"cite\">.*?</details>", ""));
    }

    private List<DatabaseStep> cycle(Cell cell) {
        return cycles.computeIfAbsent(cell.id() + " " + cell.evidenceSha256(), key -> {
            try {
                return DatabaseCycle.read(evidence.resolve(cell.runs().get(0).evidence()));
            } catch (IOException unreadable) {
                // Its own page says so.
                return List.of();
            }
        });
    }

    private CellStory story(Cell cell) {
        return stories.computeIfAbsent(
                cell.id() + " " + cell.evidenceSha256() + " " + cell.verdict(), key -> CellStory.of(cell, evidence));
    }
}
