package delivery.chaos.report.claims;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** {@code claims.json} and {@code traps.json}. Names, once published, are kept; new ones may be added. */
final class LedgerJson {
    private static final int SCHEMA = 1;
    private static final JsonMapper JSON = new JsonMapper();

    private LedgerJson() {}

    static ObjectNode claims(JsonNode head, List<JudgedClaim> claims) {
        ObjectNode root = head(LedgerReport.CLAIMS_SCHEMA, head);
        root.set("tally", tally(LedgerReport.tally(claims.stream().map(JudgedClaim::verdict))));
        ArrayNode nodes = root.putArray("claims");
        for (JudgedClaim judged : claims) {
            LedgerClaim claim = judged.claim();
            ObjectNode node = nodes.addObject();
            node.put("id", claim.id());
            node.put("topic", claim.topic());
            node.put("claim", claim.claim());
            node.put("grade", claim.grade().word());
            node.put("why", claim.why());
            node.set("sources", JSON.valueToTree(claim.sources()));
            node.put("verdict", judged.verdict().name());
            node.put("noExperiment", claim.noExperiment());
            node.set("experiments", measured(judged.measured()));
        }
        return root;
    }

    static ObjectNode traps(JsonNode head, List<JudgedTrap> traps) {
        ObjectNode root = head(LedgerReport.TRAPS_SCHEMA, head);
        root.set("tally", tally(LedgerReport.tally(traps.stream().map(JudgedTrap::verdict))));
        ArrayNode nodes = root.putArray("traps");
        for (JudgedTrap judged : traps) {
            NamedTrap trap = judged.trap();
            ObjectNode node = nodes.addObject();
            node.put("id", trap.id());
            node.put("name", trap.name());
            node.put("symptom", trap.symptom());
            node.put("cause", trap.cause());
            node.put("fix", trap.fix());
            node.put("versions", trap.versions());
            trap.byVersion().ifPresent(table -> node.set("byVersion", JSON.valueToTree(table)));
            node.put("verdict", judged.verdict().name());
            node.set("with", measured(judged.with()));
            node.set("without", measured(judged.without()));
        }
        return root;
    }

    private static ObjectNode head(String schema, JsonNode head) {
        ObjectNode root = JSON.createObjectNode();
        root.put("$schema", schema);
        root.put("schema", SCHEMA);
        // A run that has neither a matrix nor an atlas yet says nothing of itself.
        for (String field : List.of("suite", "kafka")) {
            root.set(field, head.path(field).isMissingNode() ? JSON.createObjectNode() : head.get(field));
        }
        return root;
    }

    private static ObjectNode tally(Map<String, Long> tally) {
        ObjectNode node = JSON.createObjectNode();
        for (ClaimVerdict verdict : ClaimVerdict.values()) {
            node.put(verdict.name(), tally.getOrDefault(verdict.name(), 0L));
        }
        return node;
    }

    private static ArrayNode measured(List<Measured> measured) {
        ArrayNode nodes = JSON.createArrayNode();
        for (Measured one : measured) {
            ObjectNode node = nodes.addObject();
            node.put("kind", one.experiment().kind().name());
            node.put("of", one.experiment().of());
            node.set("given", JSON.valueToTree(one.experiment().given()));
            node.put("expect", one.experiment().expect());
            node.put("bearing", one.bearing().name());
            node.put("found", one.found());
            node.put("link", one.link());
        }
        return nodes;
    }
}
