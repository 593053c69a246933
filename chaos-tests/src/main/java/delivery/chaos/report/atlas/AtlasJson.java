package delivery.chaos.report.atlas;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import delivery.chaos.report.ReportJson;
import delivery.chaos.report.Run;
import java.util.List;
import java.util.Map;

/** {@code atlas.json}, schema {@value #SCHEMA}. Names, once published, are kept; new ones may be added. */
final class AtlasJson {
    /** The published schema, beside this class and beside every atlas; it refers to that of reports. */
    static final String SCHEMA_FILE = "atlas.schema.json";

    private static final int SCHEMA = 2;
    private static final JsonMapper JSON = new JsonMapper();

    private AtlasJson() {}

    static ObjectNode of(
            Run run,
            Map<String, List<AtlasScenario.AtlasStep>> cycles,
            List<AtlasScenario> scenarios,
            List<AtlasStory> stories,
            AtlasScope scope) {
        ObjectNode atlas = JSON.createObjectNode();
        atlas.put("$schema", SCHEMA_FILE);
        atlas.put("schema", SCHEMA);
        atlas.set("run", ReportJson.of(run));
        atlas.set("scope", JSON.valueToTree(scope));
        atlas.set("cycles", JSON.valueToTree(cycles));
        ArrayNode all = atlas.putArray("scenarios");
        scenarios.forEach(scenario -> all.add(scenario(scenario)));
        atlas.set("stories", JSON.valueToTree(stories));
        return atlas;
    }

    private static ObjectNode scenario(AtlasScenario scenario) {
        ObjectNode node = JSON.createObjectNode();
        node.put("id", scenario.id());
        node.put("module", scenario.module());
        node.set("step", JSON.valueToTree(scenario.step()));
        node.put("strike", scenario.strike());
        node.put("sentence", scenario.sentence());
        node.put("layout", scenario.layout());
        node.set("settings", JSON.valueToTree(scenario.settings()));
        node.put("aborted", scenario.aborted());
        node.put("varies", scenario.varies());
        node.put("whyVaries", scenario.whyVaries());
        node.set("knownViolation", known(scenario));
        node.put("stoodStillMs", scenario.stoodStillMs());
        ArrayNode cells = node.putArray("cells");
        scenario.cells().forEach(cell -> cells.add(ReportJson.cell(cell, AtlasReport.page(scenario))));
        return node;
    }

    private static ObjectNode known(AtlasScenario scenario) {
        if (scenario.known() == null) {
            return null;
        }
        return JSON.createObjectNode()
                .put("issue", scenario.known().issue())
                .put("what", scenario.known().what())
                .put("reproduced", scenario.isKnownViolation());
    }
}
