package delivery.chaos.report.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import delivery.chaos.audit.Contrast;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The {@code report.json} of a run. Names that this version does not know are ignored, as its schema says.
 *
 * @param directory of the report
 * @param cells by id
 */
public record ReportFile(Path directory, JsonNode json, Map<String, JsonNode> cells) {
    private static final String FILE = "report.json";
    /** Of schema 1, all that is compared has the same names and meaning. */
    private static final Set<Integer> SCHEMAS = Set.of(1, 2);

    private static final String MISSING = Contrast.Status.MISSING.name();
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * Reads the report in a directory.
     *
     * @throws IOException if there is none or it is of another schema; in one line that says what to do
     */
    public static ReportFile read(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            throw new IOException("there is no " + FILE + " in " + directory
                    + "; give the directory of a report, such as chaos-tests/target/delivery-report");
        }
        JsonNode json = parsed(file);
        if (!SCHEMAS.contains(json.path("schema").asInt())) {
            throw new IOException(file + " is no report of schema 1 or 2, its schema is "
                    + (json.has("schema") ? json.get("schema") : "not there")
                    + "; read it with the suite that wrote it");
        }
        if (!json.path("cells").isArray()) {
            throw new IOException(file + " is no report: it has no cells");
        }
        Map<String, JsonNode> cells = new LinkedHashMap<>();
        json.get("cells").forEach(cell -> cells.put(cell.path("id").asText(), cell));
        return new ReportFile(directory, json, cells);
    }

    private static JsonNode parsed(Path file) throws IOException {
        try {
            return JSON.readTree(file.toFile());
        } catch (JsonProcessingException damaged) {
            throw new IOException(file + " is no JSON: " + damaged.getOriginalMessage(), damaged);
        }
    }

    /** Which run it is of, in a line: suite, Kafka, seed and date. */
    public String description() {
        return String.format(
                "suite %s, commit %s; Kafka brokers %s, clients %s, Streams %s; seed %s; %s",
                json.at("/suite/version").asText(),
                json.at("/suite/commit").asText(),
                json.at("/kafka/broker").asText(),
                json.at("/kafka/clients").asText(),
                json.at("/kafka/streams").asText(),
                json.at("/seed").asText(),
                json.at("/started").asText().split("T", 2)[0]);
    }

    /** Everything that took part, by name: versions, seed and machine. */
    Map<String, String> versions() {
        Map<String, String> versions = new LinkedHashMap<>();
        put(versions, "suite", json.at("/suite/version"));
        put(versions, "commit", json.at("/suite/commit"));
        put(versions, "Kafka brokers", json.at("/kafka/broker"));
        put(versions, "Kafka clients", json.at("/kafka/clients"));
        put(versions, "Kafka Streams", json.at("/kafka/streams"));
        put(versions, "transaction version", json.at("/kafka/transactionVersion"));
        put(versions, "Toxiproxy", json.at("/toxiproxy/version"));
        put(versions, "Toxiproxy kind", json.at("/toxiproxy/kind"));
        put(versions, "seed", json.at("/seed"));
        json.path("machine").properties().forEach(fact -> put(versions, fact.getKey(), fact.getValue()));
        return versions;
    }

    /** Every setting of every module, by {@code module: name}. */
    Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        json.path("settings")
                .properties()
                .forEach(module -> module.getValue()
                        .forEach(setting -> put(
                                settings,
                                module.getKey() + ": " + setting.path("name").asText(),
                                setting.path("value"))));
        json.at("/harness/brokers")
                .properties()
                .forEach(setting -> put(settings, "brokers: " + setting.getKey(), setting.getValue()));
        json.at("/harness/clients")
                .properties()
                .forEach(fault -> fault.getValue()
                        .properties()
                        .forEach(setting -> put(
                                settings,
                                "clients under " + fault.getKey() + ": " + setting.getKey(),
                                setting.getValue())));
        return settings;
    }

    /** How the contrasts came out, by their fault; of several, one that is missing. */
    Map<String, String> contrasts() {
        Map<String, String> contrasts = new LinkedHashMap<>();
        json.path("contrast")
                .forEach(rule -> contrasts.merge(
                        rule.path("fault").asText(),
                        rule.path("status").asText(),
                        (one, other) -> one.equals(MISSING) ? one : other));
        return contrasts;
    }

    /** What every cell promised of every anomaly, by {@code cell: anomaly}. */
    Map<String, String> promises() {
        Map<String, String> promises = new LinkedHashMap<>();
        cells.forEach((id, cell) -> cell.path("expectation")
                .properties()
                .forEach(promise -> put(promises, id + ": " + promise.getKey(), promise.getValue())));
        return promises;
    }

    private static void put(Map<String, String> values, String name, JsonNode value) {
        values.put(name, value.asText());
    }
}
