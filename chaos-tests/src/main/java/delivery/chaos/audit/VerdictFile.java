package delivery.chaos.audit;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import delivery.contract.Anomaly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * What a history comes to, in a file beside it: {@value #FILE_NAME}. A pure function of the history, byte for byte the
 * same on any machine, so that whoever has the history can make it again; described in {@code chaos-tests/HISTORY.md}.
 */
public final class VerdictFile {
    public static final String FILE_NAME = "verdict.json";

    private static final int SCHEMA = 1;
    private static final JsonMapper JSON = new JsonMapper();
    /** Not the system's line ends: the bytes must not depend on the machine. */
    private static final ObjectWriter WRITER =
            JSON.writer(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

    private VerdictFile() {}

    /** Writes the verdict next to its history, whole or not at all. */
    public static void write(Path historyDirectory, Cell cell) throws IOException {
        Path file = historyDirectory.resolve(FILE_NAME);
        Path half = historyDirectory.resolve(FILE_NAME + ".part");
        Files.writeString(half, text(cell));
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Reads the verdict that is stored next to a history. */
    static String read(Path historyDirectory) throws IOException {
        return new String(Files.readAllBytes(historyDirectory.resolve(FILE_NAME)), StandardCharsets.UTF_8);
    }

    /** The content of the file for a single run. */
    static String text(Cell cell) {
        ObjectNode verdict = JSON.createObjectNode();
        verdict.put("schema", SCHEMA);
        verdict.put("module", cell.module());
        verdict.put("fault", cell.fault());
        verdict.put("seed", cell.audit().scenario().seed());
        verdict.put("verdict", cell.verdict().name());
        verdict.put("reason", cell.reason());
        verdict.put("historySha256", cell.evidenceSha256());
        verdict.put("faultsRequired", cell.audit().scenario().firingsRequired());
        verdict.put("faultsFired", cell.faultsFired());
        verdict.put("events", cell.audit().events());
        verdict.put("effects", cell.audit().effects());
        verdict.put("uncommittedEffects", cell.audit().uncommittedEffects());
        verdict.put("openEffects", cell.audit().openEffects());
        ArrayNode observed = verdict.putArray("observed");
        cell.observed().stream().sorted().forEach(circumstance -> observed.add(circumstance.name()));
        ObjectNode anomalies = verdict.putObject("anomalies");
        for (Anomaly anomaly : Anomaly.values()) {
            anomalies.set(anomaly.name(), anomaly(cell, anomaly));
        }
        try {
            return WRITER.writeValueAsString(verdict) + "\n";
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static ObjectNode anomaly(Cell cell, Anomaly anomaly) {
        ObjectNode node = JSON.createObjectNode();
        node.put("count", cell.count(anomaly));
        node.put(
                "inFlight",
                cell.attribution(anomaly) == null
                        ? null
                        : cell.attribution(anomaly).events());
        node.put("atRisk", cell.atRisk(anomaly));
        node.put(
                "expectation",
                cell.expectation(anomaly) == null
                        ? null
                        : cell.expectation(anomaly).name());
        node.put("shown", !cell.notShown().contains(anomaly));
        ArrayNode examples = node.putArray("examples");
        cell.examples(anomaly).forEach(example -> examples.add(example.sentence()));
        return node;
    }
}
