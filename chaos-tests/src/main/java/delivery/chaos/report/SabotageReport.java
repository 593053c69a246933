package delivery.chaos.report;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import delivery.chaos.audit.Cell;
import delivery.chaos.audit.Conviction;
import delivery.chaos.report.claims.LedgerReport;
import delivery.chaos.report.text.ReportFiles;
import delivery.chaos.report.text.Templates;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * The appendix of a report: {@code sabotage.html}, {@code sabotage.md} and {@code sabotage.json}, schema
 * {@value #SCHEMA}.
 */
public final class SabotageReport {
    private static final int SCHEMA = 1;
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private SabotageReport() {}

    /**
     * Writes the appendix, and what {@link LedgerReport} does; files of these names are replaced.
     *
     * @param report that it is the appendix of
     * @param cells the directory that the cells' evidence is relative to, itself relative to the report's:
     *     {@code sabotage/}
     * @param command that tries them again; all of them, if none was tried
     * @throws IOException if a file cannot be written
     */
    public static void write(ReportFiles report, String cells, String command, List<Conviction> convictions)
            throws IOException {
        Map<String, Object> model = Map.of(
                "convictions",
                convictions,
                "convicted",
                convictions.stream().filter(Conviction::isConvicted).count(),
                "cells",
                cells,
                "command",
                command,
                // Tried by themselves, they are in no report of a matrix.
                "overview",
                report.has("index.html") ? "index.html" : cells + "index.html");
        report.write("sabotage.json", JSON.writeValueAsString(json(cells, command, convictions)));
        Templates templates = new Templates();
        templates.write("sabotage.html.ftlh", model, report, "sabotage.html");
        templates.write("sabotage.md.ftl", model, report, "sabotage.md");
        // What is said of claims rests on these, too.
        LedgerReport.write(report);
    }

    private static ObjectNode json(String cells, String command, List<Conviction> convictions) {
        ObjectNode report = JSON.createObjectNode();
        report.put("schema", SCHEMA);
        report.put("command", command);
        ArrayNode nodes = report.putArray("convictions");
        for (Conviction conviction : convictions) {
            Cell accused = conviction.accused();
            ObjectNode node = nodes.addObject();
            node.put("sabotage", conviction.sabotage());
            node.put("mistake", conviction.mistake());
            node.put("module", conviction.control().module());
            node.put("fault", accused.fault());
            node.put("anomaly", conviction.anomaly().toString());
            node.put("status", conviction.status().toString());
            node.put("count", accused.count(conviction.anomaly()));
            node.put("unit", conviction.anomaly().unit());
            node.put("verdict", accused.verdict().toString());
            node.put("reason", conviction.reason());
            ArrayNode proof = node.putArray("proof");
            accused.audit().provenFirings().forEach(firing -> proof.add(firing.what()));
            node.put("control", conviction.control().verdict().toString());
            node.put("seed", accused.audit().scenario().seed());
            node.put("evidence", cells + accused.evidence());
            node.put("evidenceSha256", accused.evidenceSha256());
            node.put("repeat", accused.audit().scenario().repeat());
        }
        return report;
    }
}
