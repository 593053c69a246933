package delivery.chaos.report;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.audit.Cell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A report that is written while a run goes on says what is missing, and leaves no half of a file. */
class UnfinishedRunTest {
    @TempDir
    private Path directory;

    private static Run missing(List<String> missing) {
        Run run = DemoRun.run();
        return new Run(
                run.suite(),
                run.kafka(),
                run.toxiproxy(),
                run.seed(),
                run.started(),
                run.durationSeconds(),
                run.command(),
                run.machine(),
                run.guarantees(),
                run.faults(),
                missing,
                run.settings(),
                run.harness());
    }

    private String read(String file) throws IOException {
        return Files.readString(directory.resolve(file));
    }

    @Test
    void namesWhatIsMissingFromTheFirstCellOn() throws IOException {
        DeliveryReport report = new DeliveryReport(directory);
        List<Cell> cells = DemoRun.cells(directory);
        report.write(missing(List.of("at-least-once/acks-lost", "streams-eos/acks-lost run 2")), List.of());

        assertThat(read("index.html")).contains("2 planned runs are missing", "<dt>streams-eos</dt><dd>acks-lost</dd>");
        assertThat(read("report.md")).contains("2 planned runs are missing", "- at-least-once: acks-lost\n");
        assertThat(read("report.json"))
                .contains("\"missing\":[\"at-least-once/acks-lost\",\"streams-eos/acks-lost run 2\"]");

        report.write(missing(List.of("streams-eos/acks-lost run 2")), cells.subList(0, 1));
        assertThat(read("report.md")).contains("1 planned run is missing").doesNotContain("- at-least-once:");

        report.write(missing(List.of()), cells);
        assertThat(read("index.html")).doesNotContain("planned run");
        try (Stream<Path> files = Files.walk(directory)) {
            assertThat(files).noneMatch(file -> file.toString().endsWith(".part"));
        }
    }

    @Test
    void countsTheRunsOfACellOfWhichSomeAreFinished() throws IOException {
        List<Cell> cells = DemoRun.cells(directory);
        List<String> missing = List.of(
                "at-most-once/control run 2",
                "at-most-once/control run 3",
                "at-most-once/acks-lost run 1",
                "at-most-once/acks-lost run 2");
        DeliveryReport.write(directory, missing(missing), cells.subList(0, 1));

        assertThat(read("report.md")).contains("- at-most-once: control (runs 2, 3), acks-lost\n");
    }
}
