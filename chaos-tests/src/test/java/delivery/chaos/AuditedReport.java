package delivery.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import delivery.chaos.history.HistoryLine;
import delivery.chaos.history.HistoryLine.Effect;
import delivery.chaos.run.Versions;
import delivery.chaos.scenario.MadeUpReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A report of two cells, as a run writes it, and its {@code audit}. */
abstract class AuditedReport {
    static final String[] OPTIONS = {
        "chaos.modules", "idempotent-producer,transactional-eos", "chaos.faults", "acks-lost", "chaos.seed", "42"
    };
    static final String CELL = "idempotent-producer/acks-lost";
    static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private static Path shared;

    @TempDir
    Path directory;

    Path report;
    final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void writeOne() throws IOException {
        new MadeUpReport(shared.resolve("report"), OPTIONS).write();
    }

    @BeforeEach
    void copyIt() throws IOException {
        report = directory.resolve("report");
        copy(shared.resolve("report"), report);
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    int audit(String... arguments) {
        CommandLine command = Main.commandLine();
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return command.execute(
                Stream.concat(Stream.of("audit"), Arrays.stream(arguments)).toArray(String[]::new));
    }

    String evidence(String id) {
        return report.resolve("evidence").resolve(id).toString();
    }

    MadeUpReport forged(String id, UnaryOperator<List<HistoryLine>> forgery) throws IOException {
        return new MadeUpReport(report, OPTIONS)
                .forge(id, forgery)
                .writePages(Versions.read().commit());
    }

    ObjectNode json() throws IOException {
        return (ObjectNode) JSON.readTree(report.resolve("report.json").toFile());
    }

    ObjectNode cell(ObjectNode json, String id) {
        for (JsonNode cell : json.get("cells")) {
            if (cell.get("id").asText().equals(id)) {
                return (ObjectNode) cell;
            }
        }
        throw new AssertionError("no cell " + id);
    }

    static Effect lastEffect(List<HistoryLine> lines) {
        return lines.stream()
                .filter(Effect.class::isInstance)
                .map(Effect.class::cast)
                .reduce((one, next) -> next)
                .orElseThrow();
    }

    static List<HistoryLine> without(List<HistoryLine> lines, Predicate<HistoryLine> left) {
        return lines.stream().filter(left.negate()).toList();
    }

    static List<HistoryLine> withoutLastEffect(List<HistoryLine> lines) {
        return without(lines, lastEffect(lines)::equals);
    }
}
