package delivery.chaos.report;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import delivery.chaos.audit.Cell;
import delivery.chaos.audit.Conviction;
import delivery.contract.Guarantee;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A report written once more from cells that were judged again, and held against the one that is there: every page and
 * {@code report.json} are a function of the cells and of what the report says of its run.
 */
public final class RewrittenReport implements Closeable {
    private static final JsonMapper JSON = new JsonMapper();

    private final Path written;
    private final Path again;

    /** @param written directory of the report that is there; it is only read */
    public RewrittenReport(Path written) throws IOException {
        this.written = written;
        this.again = Files.createTempDirectory("report-again");
        link("evidence");
        link("atlas.html");
        link(OtherPages.COST.file());
        link(OtherPages.BLAST_RADIUS.file());
        // What is said of claims rests on these, too; they are held against their evidence by themselves.
        link("atlas.json");
        link("sabotage");
        link("outside");
    }

    private void link(String name) throws IOException {
        Path there = written.resolve(name).toAbsolutePath();
        if (Files.exists(there)) {
            Files.createSymbolicLink(again.resolve(name), there);
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
        DeliveryReport.write(again, run(json, guarantees, faults), cells);
        for (String appendix : List.of("sabotage.html", "sabotage.md", "sabotage.json")) {
            Files.deleteIfExists(again.resolve(appendix));
        }
    }

    /** Writes the appendix, as {@link SabotageReport#write} does. */
    public void writeAppendix(String cells, String command, List<Conviction> convictions) throws IOException {
        SabotageReport.write(again, cells, command, convictions);
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
        for (Path file : files()) {
            String name = again.relativize(file).toString();
            Path there = written.resolve(name);
            if (!Files.isRegularFile(there)) {
                differences.add(name + " is missing");
            } else if (name.endsWith(".json")) {
                String difference = difference("", JSON.readTree(there.toFile()), JSON.readTree(file.toFile()));
                if (!difference.isEmpty()) {
                    differences.add(name + difference);
                }
            } else if (Files.mismatch(there, file) >= 0) {
                differences.add(name + " is not what its evidence comes to" + firstLine(there, file));
            }
        }
        return differences;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(again)) {
            return files.filter(file -> Files.isRegularFile(file) && !Files.isSymbolicLink(file))
                    .sorted()
                    .toList();
        }
    }

    private static String firstLine(Path there, Path again) throws IOException {
        List<String> one = Files.readAllLines(there);
        List<String> other = Files.readAllLines(again);
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

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(again)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
