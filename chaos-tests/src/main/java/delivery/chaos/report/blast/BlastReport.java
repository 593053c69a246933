package delivery.chaos.report.blast;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import delivery.chaos.report.text.Templates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What strikes at random moments cost, as {@code blast-radius.html} and {@code blast-radius.json}. */
public final class BlastReport {
    /** Name of the page. */
    public static final String PAGE = "blast-radius.html";

    private static final int SCHEMA = 1;
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final BlastRadius radius;
    private final Map<String, String> facts;
    private final Templates templates = new Templates();

    /** @param facts machine, versions, seed and command, for people */
    public BlastReport(BlastRadius radius, Map<String, String> facts) {
        this.radius = radius;
        this.facts = facts;
    }

    /** Reads the strikes of a report that was written before. */
    public static BlastReport read(Path file) throws IOException {
        JsonNode report = JSON.readTree(file.toFile());
        if (report.path("schema").intValue() != SCHEMA) {
            throw new IOException(file + " is no blast-radius.json of schema " + SCHEMA);
        }
        List<BlastCell> cells = new ArrayList<>();
        for (JsonNode cell : report.get("cells")) {
            cells.add(JSON.treeToValue(cell.get("cell"), BlastCell.class));
        }
        Map<String, String> facts = JSON.convertValue(
                report.get("facts"),
                JSON.getTypeFactory().constructMapType(LinkedHashMap.class, String.class, String.class));
        return new BlastReport(new BlastRadius(cells), facts);
    }

    /** The strikes. */
    public BlastRadius radius() {
        return radius;
    }

    /**
     * Writes both files; those that are there are replaced.
     *
     * @param directory created if need be
     */
    public void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        JSON.writeValue(directory.resolve("blast-radius.json").toFile(), json());
        templates.write("blast-radius.html.ftlh", model(), directory.resolve(PAGE));
    }

    /** What a load of a reader's own costs, as text. */
    public String text(BlastLoad load) throws IOException {
        return templates.render(
                "blast-radius.txt.ftl", Map.of("radius", radius, "load", load, "guarantees", BlastRadius.GUARANTEES));
    }

    private Map<String, Object> model() {
        return Map.of(
                "radius",
                radius,
                "surroundings",
                facts,
                "guarantees",
                BlastRadius.GUARANTEES,
                "blows",
                List.of(Blow.values()),
                "tests",
                radius.tests());
    }

    private ObjectNode json() {
        ObjectNode report = JSON.createObjectNode();
        report.put("schema", SCHEMA);
        report.set("facts", JSON.valueToTree(facts));
        report.set("formulas", JSON.valueToTree(radius.formulas()));
        report.set("fit", JSON.valueToTree(radius.fit()));
        var cells = report.putArray("cells");
        radius.cells().forEach(cell -> {
            ObjectNode node = cells.addObject();
            node.set("cell", JSON.valueToTree(cell));
            node.set("mean", JSON.valueToTree(cell.mean()));
        });
        var tests = report.putArray("tests");
        radius.tests().forEach(test -> {
            ObjectNode node = tests.addObject();
            node.put("id", test.cell().setting().id());
            node.put("predicted", test.predicted());
            node.put("agrees", test.agrees());
        });
        return report;
    }
}
