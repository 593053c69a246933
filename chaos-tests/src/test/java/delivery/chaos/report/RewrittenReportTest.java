package delivery.chaos.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import delivery.chaos.audit.Cell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A report is written once more to hold it against itself, and that leaves nothing anywhere, also if it is killed. */
class RewrittenReportTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path report;

    private List<Cell> cells;

    @BeforeEach
    void writeReport() throws IOException {
        cells = DemoRun.cells(report);
        DeliveryReport.write(report, DemoRun.run(), cells);
    }

    private RewrittenReport again() throws IOException {
        JsonNode json = JSON.readTree(report.resolve("report.json").toFile());
        RewrittenReport again = new RewrittenReport(report);
        again.write(json, DemoRun.run().guarantees(), DemoRun.run().faults(), cells);
        again.writeAppendix("sabotage/", "mvn verify -Psabotage", List.of());
        return again;
    }

    private static Set<Path> below(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.collect(Collectors.toSet());
        }
    }

    private static List<Path> leftInTemporaryDirectory() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("report"))
                    .toList();
        }
    }

    @Test
    void findsNoDifferenceInAReportThatNobodyTouched() throws IOException {
        assertThat(again().differences()).isEmpty();
    }

    @Test
    void findsThePageThatWasChangedAndTheOneThatIsGone() throws IOException {
        Path page = report.resolve("at-least-once.html");
        Files.writeString(page, Files.readString(page).replace("duplicated", "copied"));
        Files.delete(report.resolve("csv").resolve("cells.csv"));

        assertThat(again().differences())
                .hasSize(2)
                .anySatisfy(difference -> assertThat(difference)
                        .startsWith("at-least-once.html is not what its evidence comes to, first in line "))
                .contains("csv/cells.csv is missing");
    }

    @Test
    void needsNoDirectoryOfItsOwn() throws IOException {
        Set<Path> before = below(report);
        List<Path> leftBefore = leftInTemporaryDirectory();

        again();

        assertThat(below(report)).isEqualTo(before);
        assertThat(leftInTemporaryDirectory()).isEqualTo(leftBefore);
    }
}
