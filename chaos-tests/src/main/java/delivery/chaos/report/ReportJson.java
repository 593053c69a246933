package delivery.chaos.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import delivery.chaos.audit.Cell;
import delivery.chaos.audit.Contrast;
import delivery.chaos.audit.Example;
import delivery.contract.Anomaly;
import java.util.List;
import java.util.stream.Stream;

/** {@code report.json}, schema {@value #SCHEMA}. Names, once published, are kept; new ones may be added. */
public final class ReportJson {
    /** The published schema, beside this class and beside every report. */
    public static final String SCHEMA_FILE = "report.schema.json";

    private static final int SCHEMA = 2;
    private static final JsonMapper JSON = new JsonMapper();

    private ReportJson() {}

    public static ObjectNode of(Run run, List<Cell> cells, List<Contrast.RuleResult> contrast) {
        ObjectNode report = JSON.createObjectNode();
        report.put("$schema", SCHEMA_FILE);
        report.put("schema", SCHEMA);
        report.setAll(of(run));
        ArrayNode cellNodes = report.putArray("cells");
        cells.forEach(cell -> cellNodes.add(cell(cell, Page.of(cell.module(), cell.fault()))));
        ArrayNode contrastNodes = report.putArray("contrast");
        contrast.forEach(finding -> contrastNodes.add(contrast(finding)));
        report.set("settings", JSON.valueToTree(run.settings()));
        report.set("harness", JSON.valueToTree(run.harness()));
        return report;
    }

    /** What was run. */
    public static ObjectNode of(Run run) {
        ObjectNode node = JSON.createObjectNode();
        node.set("suite", JSON.valueToTree(run.suite()));
        node.set("kafka", JSON.valueToTree(run.kafka()));
        node.set("toxiproxy", JSON.valueToTree(run.toxiproxy()));
        node.put("seed", run.seed());
        node.put("started", run.started());
        node.put("durationSeconds", run.durationSeconds());
        node.put("command", run.command());
        node.set("machine", JSON.valueToTree(run.machine()));
        node.set("missing", JSON.valueToTree(run.missing()));
        return node;
    }

    /** @param page where a person reads of it, relative to the report */
    public static ObjectNode cell(Cell cell, String page) {
        boolean audited = cell.isAudited();
        ObjectNode node = JSON.createObjectNode();
        node.put("id", cell.id());
        node.put("module", cell.module());
        node.put("fault", cell.fault());
        node.put("seed", cell.audit().scenario().seed());
        node.put("events", audited ? cell.audit().events() : null);
        node.put("faultsFired", audited ? cell.faultsFired() : null);
        for (Anomaly anomaly : Anomaly.values()) {
            node.put(name(anomaly), cell.count(anomaly));
        }
        node.put("verdict", cell.verdict().toString());
        ObjectNode expectation = node.putObject("expectation");
        cell.expectations().forEach((anomaly, expected) -> expectation.put(name(anomaly), expected.toString()));
        node.put("durationSeconds", cell.durationMs() == null ? null : cell.durationMs() / 1000.0);
        node.put("evidence", cell.evidence());
        node.put("repeat", cell.audit().scenario().repeat());
        node.put("page", page);
        addDetails(node, cell);
        return node;
    }

    private static void addDetails(ObjectNode node, Cell cell) {
        boolean audited = cell.isAudited();
        node.put("course", cell.audit().scenario().course());
        node.put("isolationLevel", cell.audit().scenario().guarantee().isolationLevel());
        node.put("reason", cell.reason());
        ArrayNode notShown = node.putArray("notShown");
        cell.notShown().forEach(anomaly -> notShown.add(name(anomaly)));
        node.put("effects", audited ? cell.audit().effects() : null);
        node.put("uncommittedEffects", audited ? cell.audit().uncommittedEffects() : null);
        node.put("openEffects", audited ? cell.audit().openEffects() : null);
        node.put("strayEffects", audited ? cell.audit().strayEffects() : null);
        node.put("faultsRequired", cell.audit().scenario().firingsRequired());
        ArrayNode recoveryMs = node.putArray("recoveryMs");
        cell.audit().provenFirings().forEach(firing -> recoveryMs.add(Cell.recoveryMs(firing)));
        node.set("circumstances", JSON.valueToTree(cell.audit().scenario().circumstances()));
        node.set("observed", JSON.valueToTree(cell.observed()));
        addRates(node, cell);
        node.set("schedule", JSON.valueToTree(cell.audit().schedule()));
        ObjectNode examples = node.putObject("examples");
        for (Anomaly anomaly : Anomaly.values()) {
            ArrayNode sentences = examples.putArray(name(anomaly));
            cell.examples(anomaly).forEach(example -> sentences.add(example(example)));
        }
        node.set("firings", JSON.valueToTree(cell.audit().firings()));
        node.set("versions", JSON.valueToTree(cell.audit().scenario().versions()));
        node.set("clientSoftware", JSON.valueToTree(cell.audit().clientSoftware()));
        node.put("startedAt", cell.audit().scenario().startedAt());
        node.put("evidenceSha256", cell.evidenceSha256());
        ArrayNode repetitions = node.putArray("repetitions");
        cell.repetitions().forEach(run -> repetitions.add(repetition(run)));
    }

    private static void addRates(ObjectNode node, Cell cell) {
        ObjectNode faultRates = node.putObject("faultRates");
        ObjectNode inFlight = node.putObject("inFlight");
        for (Anomaly anomaly : Anomaly.values()) {
            if (cell.faultRate(anomaly) != null) {
                faultRates.set(name(anomaly), JSON.valueToTree(cell.faultRate(anomaly)));
                inFlight.put(name(anomaly), cell.attribution(anomaly).events());
            }
        }
        ObjectNode atRisk = node.putObject("atRisk");
        cell.audit().atRisk().forEach((anomaly, events) -> atRisk.put(name(anomaly), events));
        ArrayNode races = node.putArray("races");
        Stream.of(Anomaly.values()).filter(cell::isRace).forEach(anomaly -> races.add(name(anomaly)));
        node.set("requests", JSON.valueToTree(cell.audit().wire()));
    }

    private static ObjectNode repetition(Cell run) {
        ObjectNode node = JSON.createObjectNode();
        node.put("seed", run.audit().scenario().seed());
        node.put("verdict", run.verdict().toString());
        node.put("faultsFired", run.isAudited() ? run.faultsFired() : null);
        for (Anomaly anomaly : Anomaly.values()) {
            node.put(name(anomaly), run.count(anomaly));
        }
        node.put("evidence", run.evidence());
        node.put("evidenceSha256", run.evidenceSha256());
        return node;
    }

    private static ObjectNode example(Example example) {
        ObjectNode node = JSON.createObjectNode();
        node.put("eventId", example.eventId());
        node.put("page", example.page());
        ArrayNode places = node.putArray("places");
        example.places().forEach(place -> places.add(place.toString()));
        node.put("sentence", example.sentence());
        return node;
    }

    private static ObjectNode contrast(Contrast.RuleResult finding) {
        ObjectNode node = JSON.createObjectNode();
        node.put("fault", finding.rule().fault());
        node.put("rule", finding.rule().words());
        node.put("status", finding.status().toString());
        node.set("numbers", JSON.valueToTree(finding.numbers()));
        return node;
    }

    /** Of the number of an anomaly. */
    static String name(Anomaly anomaly) {
        return switch (anomaly) {
            case LOST -> "lost";
            case DUPLICATED -> "duplicated";
            case MISCOUNTED -> "miscounted";
            case REORDERED -> "reordered";
            case PHANTOM -> "phantom";
            case ABORTED_READ -> "abortedRead";
            case TORN -> "torn";
            case STUCK -> "stuck";
        };
    }
}
