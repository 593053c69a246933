package delivery.chaos.report.claims;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import delivery.chaos.report.text.ReportFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of a report with the few fields that the ledger looks at. */
final class Reported {
    private static final JsonMapper JSON = new JsonMapper();

    private final ObjectNode report = JSON.createObjectNode();
    private final ArrayNode cells = report.putArray("cells");

    Reported(String commit) {
        report.putObject("suite").put("version", "0.1.0").put("commit", commit);
        report.putObject("kafka").put("broker", "4.4.0").put("clients", "4.4.0").put("transactionVersion", 2);
    }

    /** With brokers and clients of another version, or another transaction.version. */
    Reported on(String version, int transactionVersion) {
        report.withObject("/kafka")
                .put("broker", version)
                .put("clients", version)
                .put("transactionVersion", transactionVersion);
        return this;
    }

    /** A report of nothing. */
    static RunOutcomes nothing() {
        try {
            return RunOutcomes.read(ReportFiles.in(Path.of("no-such-directory")));
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    Reported cell(String id, String verdict, String anomaly, long count, long atRisk) {
        String[] names = id.split("/", 2);
        ObjectNode cell = cells.addObject()
                .put("id", id)
                .put("module", names[0])
                .put("fault", names[1])
                .put("verdict", verdict)
                .put("faultsFired", 3)
                .put("uncommittedEffects", 0)
                .put("page", id + ".html")
                .put(anomaly, count);
        cell.putObject("atRisk").put(anomaly, atRisk);
        return this;
    }

    Reported writeReport(Path directory) throws IOException {
        Files.createDirectories(directory);
        JSON.writeValue(directory.resolve("report.json").toFile(), report);
        return this;
    }

    /** Writes the cells as scenarios of an atlas, in which a module takes these steps. */
    void writeAtlas(Path directory, String module, String... steps) throws IOException {
        ObjectNode atlas = JSON.createObjectNode();
        ObjectNode run = atlas.putObject("run");
        run.set("suite", report.get("suite"));
        run.set("kafka", report.get("kafka"));
        ArrayNode scenarios = atlas.putArray("scenarios");
        cells.forEach(cell -> {
            ObjectNode scenario = scenarios.addObject();
            scenario.put("id", cell.get("id").asText());
            scenario.putArray("cells").add(cell);
        });
        ArrayNode cycle = atlas.putObject("cycles").putArray(module);
        for (String step : steps) {
            cycle.addObject().put("name", step);
        }
        JSON.writeValue(directory.resolve("atlas.json").toFile(), atlas);
    }
}
