package delivery.chaos.report.claims;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import delivery.chaos.report.text.ReportFiles;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The cells, scenarios and recorded steps of a run, as the files of its report say. */
final class RunOutcomes {
    private static final JsonMapper JSON = new JsonMapper();
    /** Reports below that of the matrix: sabotaged pipelines, and those that count into a database. */
    private static final List<String> BELOW = List.of("sabotage/", "outside/");

    private static final String SUITE_COMMIT = "/suite/commit";

    /**
     * A cell as JSON has it.
     *
     * @param page of it, relative to the report
     */
    record CellOutcome(JsonNode json, String page) {}

    private final JsonNode head;
    private final Map<String, CellOutcome> cells = new HashMap<>();
    private final Map<String, CellOutcome> scenarios = new HashMap<>();
    private final Map<String, CellOutcome> byModule = new HashMap<>();
    private final Map<String, Set<String>> steps = new HashMap<>();

    private RunOutcomes(JsonNode head) {
        this.head = head;
    }

    /**
     * Reads {@code report.json}, the reports below it, and {@code atlas.json}, as far as they are there.
     *
     * @throws IOException if one is there and cannot be read
     */
    static RunOutcomes read(ReportFiles files) throws IOException {
        JsonNode report = json(files, "report.json");
        Map<String, JsonNode> below = new LinkedHashMap<>();
        for (String prefix : BELOW) {
            below.put(prefix, json(files, prefix + "report.json"));
        }
        JsonNode atlas = json(files, "atlas.json");
        RunOutcomes outcomes = new RunOutcomes(
                Stream.concat(Stream.of(report), Stream.concat(below.values().stream(), Stream.of(atlas.path("run"))))
                        .filter(one -> !one.isMissingNode())
                        .findFirst()
                        .orElse(report));
        // What another build left in the same place is no evidence of this one.
        below.forEach((prefix, other) -> {
            if (outcomes.isOfThisBuild(other)) {
                outcomes.addCells(other, prefix);
            }
        });
        // After them: a control is the same cell once more.
        outcomes.addCells(report, "");
        if (outcomes.isOfThisBuild(atlas.path("run"))) {
            outcomes.addAtlas(atlas);
        }
        return outcomes;
    }

    private boolean isOfThisBuild(JsonNode run) {
        return run.at(SUITE_COMMIT).equals(head.at(SUITE_COMMIT));
    }

    private static JsonNode json(ReportFiles files, String file) throws IOException {
        return files.has(file) ? JSON.readTree(files.read(file)) : JsonNodeFactory.instance.missingNode();
    }

    private void addCells(JsonNode report, String prefix) {
        report.path("cells").forEach(cell -> {
            CellOutcome outcome =
                    new CellOutcome(cell, prefix + cell.path("page").asText());
            cells.put(cell.path("id").asText(), outcome);
            byModule.put(cell.path("module").asText(), outcome);
        });
    }

    private void addAtlas(JsonNode atlas) {
        atlas.path("scenarios").forEach(scenario -> {
            JsonNode cell = scenario.path("cells").path(0);
            scenarios.put(
                    scenario.path("id").asText(),
                    new CellOutcome(cell, cell.path("page").asText()));
        });
        atlas.path("cycles").properties().forEach(module -> {
            Set<String> names = new HashSet<>();
            module.getValue().forEach(step -> names.add(step.path("name").asText()));
            steps.put(module.getKey(), names);
        });
    }

    /** What the files say of the run as a whole: suite, Kafka, seed, command. */
    JsonNode head() {
        return head;
    }

    boolean hasAtlas() {
        return !steps.isEmpty();
    }

    /** A cell of the matrix, of that of databases, or a control beside a sabotaged pipeline. */
    Optional<CellOutcome> cell(String id) {
        return Optional.ofNullable(cells.get(id));
    }

    /** The first run of a scenario of the atlas. */
    Optional<CellOutcome> scenario(String id) {
        return Optional.ofNullable(scenarios.get(id));
    }

    /** The cell of a sabotaged pipeline. */
    Optional<CellOutcome> sabotage(String name) {
        return Optional.ofNullable(byModule.get(name));
    }

    /** The steps that a module takes; empty if they were not recorded. */
    Optional<Set<String>> steps(String module) {
        return Optional.ofNullable(steps.get(module));
    }
}
