package delivery.chaos.report.claims;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The cells, scenarios and recorded steps of a run, as the files of its report say. */
final class RunOutcomes {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String SABOTAGE = "sabotage/";
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
     * Reads {@code report.json}, that of the sabotaged pipelines, and {@code atlas.json}, as far as they are there.
     *
     * @throws IOException if one is there and cannot be read
     */
    static RunOutcomes read(Path reportDirectory) throws IOException {
        JsonNode report = json(reportDirectory.resolve("report.json"));
        JsonNode sabotage = json(reportDirectory.resolve(SABOTAGE + "report.json"));
        JsonNode atlas = json(reportDirectory.resolve("atlas.json"));
        RunOutcomes outcomes = new RunOutcomes(
                !report.isMissingNode() ? report : !sabotage.isMissingNode() ? sabotage : atlas.path("run"));
        // That of the matrix last: a control is the same cell once more.
        outcomes.addCells(sabotage, SABOTAGE);
        outcomes.addCells(report, "");
        // An atlas of another build may lie in the same place, and is no evidence of this one.
        if (atlas.at("/run" + SUITE_COMMIT).equals(outcomes.head.at(SUITE_COMMIT))) {
            outcomes.addAtlas(atlas);
        }
        return outcomes;
    }

    private static JsonNode json(Path file) throws IOException {
        return Files.exists(file) ? JSON.readTree(file.toFile()) : JsonNodeFactory.instance.missingNode();
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

    /** A cell of the matrix, or a control beside a sabotaged pipeline. */
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
