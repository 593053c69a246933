package delivery.chaos.report;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import delivery.chaos.audit.Cell;
import delivery.chaos.audit.Conviction;
import delivery.chaos.report.text.ReportFiles;
import delivery.contract.Guarantee;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A report written once more from cells that were judged again, and held against the one that is there: every page and
 * {@code report.json} are a function of the cells and of what the report says of its run.
 */
public final class RewrittenReport {
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> APPENDIX = List.of("sabotage.html", "sabotage.md", "sabotage.json");

    private final Path written;
    private final ReportFiles there;
    /** By name. In memory, for a report may be where nobody can write, and an audit leaves nothing anywhere. */
    private final Map<String, String> again = new TreeMap<>();

    /** @param written directory of the report that is there; it is only read */
    public RewrittenReport(Path written) {
        this.written = written;
        this.there = ReportFiles.in(written);
    }

    /** What was written again, before what is there of other jobs; that is held against its evidence by itself. */
    private final class Again implements ReportFiles {
        @Override
        public boolean has(String file) {
            return again.containsKey(file) || there.has(file);
        }

        @Override
        public String read(String file) throws IOException {
            String text = again.get(file);
            return text == null ? there.read(file) : text;
        }

        @Override
        public void write(String file, String text) {
            again.put(file, text);
        }
    }

    /**
     * Writes all pages but those of the appendix.
     *
     * @param json {@code report.json} that is there: what it says of the run is taken for granted
     * @param guarantees of all modules that the report is about, in reading order
     * @param faults likewise
     */
    public void write(JsonNode json, List<Guarantee> guarantees, List<Run.FaultDefinition> faults, List<Cell> cells)
            throws IOException {
        new DeliveryReport(new Again(), written).write(run(json, guarantees, faults), cells);
        APPENDIX.forEach(again::remove);
    }

    /** Writes the appendix, as {@link SabotageReport#write} does. */
    public void writeAppendix(String cells, String command, List<Conviction> convictions) throws IOException {
        SabotageReport.write(new Again(), cells, command, convictions);
    }

    private static Run run(JsonNode json, List<Guarantee> guarantees, List<Run.FaultDefinition> faults) {
        return new Run(
                JSON.convertValue(json.get("suite"), Run.Suite.class),
                JSON.convertValue(json.get("kafka"), Run.Kafka.class),
                JSON.convertValue(json.get("toxiproxy"), Run.Toxiproxy.class),
                json.path("seed").asLong(),
                json.path("started").asText(),
                json.path("durationSeconds").asDouble(),
                json.path("command").asText(),
                JSON.convertValue(json.get("machine"), new TypeReference<Map<String, String>>() {}),
                guarantees,
                faults,
                JSON.convertValue(json.get("missing"), new TypeReference<List<String>>() {}),
                JSON.convertValue(json.get("settings"), new TypeReference<Map<String, List<Run.ReportedSetting>>>() {}),
                json.has("harness")
                        ? JSON.convertValue(json.get("harness"), Run.HarnessSettings.class)
                        : Run.HarnessSettings.UNKNOWN);
    }

    /** What {@code atlas.json} says of a cell, written again. */
    public static JsonNode cell(Cell cell, String page) {
        return JSON.valueToTree(ReportJson.cell(cell, page));
    }

    /** The SHA-256 that a citation of several cells gives. */
    public static String sha256(List<Cell> cells) {
        return Citation.sha256(cells);
    }

    /**
     * The first difference of every file, in a sentence each; empty if the report that is there is byte for byte what
     * was written again, JSON apart, which may be spaced and ordered otherwise.
     */
    public List<String> differences() throws IOException {
        List<String> differences = new ArrayList<>();
        for (String name : again.keySet()) {
            Path file = written.resolve(name);
            if (!Files.isRegularFile(file)) {
                differences.add(name + " is missing");
            } else if (name.endsWith(".json")) {
                String difference = difference("", JSON.readTree(file.toFile()), JSON.readTree(again.get(name)));
                if (!difference.isEmpty()) {
                    differences.add(name + difference);
                }
            } else if (!Arrays.equals(Files.readAllBytes(file), again.get(name).getBytes(StandardCharsets.UTF_8))) {
                differences.add(name + " is not what its evidence comes to" + firstLine(file, again.get(name)));
            }
        }
        return differences;
    }

    private static String firstLine(Path there, String again) throws IOException {
        List<String> one = Files.readAllLines(there);
        List<String> other = again.lines().toList();
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            if (!one.get(i).equals(other.get(i))) {
                return ", first in line " + (i + 1);
            }
        }
        return "";
    }

    /**
     * The first difference of two trees: where it is and what stands there; empty if there is none.
     *
     * @param where path to them: {@code , cells, 3, lost}
     */
    public static String difference(String where, JsonNode there, JsonNode again) {
        // A number read from a file and one that was computed may be of different types.
        if (there.equals(again)
                || there.isNumber() && again.isNumber() && there.asText().equals(again.asText())) {
            return "";
        }
        if (there.isObject() && again.isObject()) {
            return Stream.concat(there.properties().stream(), again.properties().stream())
                    .map(Map.Entry::getKey)
                    .distinct()
                    .map(name -> difference(where + ", " + name, there.path(name), again.path(name)))
                    .filter(difference -> !difference.isEmpty())
                    .findFirst()
                    .orElse("");
        }
        if (there.isArray() && again.isArray() && there.size() == again.size()) {
            for (int i = 0; i < there.size(); i++) {
                String name = there.get(i).path("id").asText(String.valueOf(i + 1));
                String difference = difference(where + ", " + name, there.get(i), again.get(i));
                if (!difference.isEmpty()) {
                    return difference;
                }
            }
            return "";
        }
        return where + ": it says " + shown(there) + ", and the evidence comes to " + shown(again);
    }

    private static String shown(JsonNode node) {
        return node.isContainerNode() ? node.size() + " of them" : node.isMissingNode() ? "nothing" : node.toString();
    }
}
