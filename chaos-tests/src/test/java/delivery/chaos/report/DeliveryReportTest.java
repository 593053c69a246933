package delivery.chaos.report;

import static delivery.chaos.audit.LiteralHistory.history;
import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.audit.Cell;
import delivery.chaos.audit.Judge;
import delivery.chaos.audit.Promises;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveryReportTest {
    @TempDir
    private Path directory;

    @Test
    void showsCellsAndGapsInTheMatrix() throws IOException {
        Path history = history()
                .event("e1", "/a", 0, 0)
                .effect("e1", "/a", 1, 0, 0)
                .effect("e1", "/a", 2, 0, 1)
                .writtenBelow(directory);
        Cell cell = Judge.judge(history, "evidence/x");
        Run run = new Run(
                new Run.Suite("0.1.0", "abc"),
                new Run.Kafka("4.3.1", "4.3.1", "4.3.1"),
                new Run.Toxiproxy("embedded", "2.12"),
                1234567,
                "2026-11-20T12:00:00Z",
                12.5,
                "mvn verify",
                Map.of("java", "17"),
                Promises.ALL,
                List.of(new Run.Fault("control", "Nothing."), new Run.Fault("acks-lost", "The ack.")));
        DeliveryReport.write(directory.resolve("report"), run, List.of(cell));
        assertThat(Files.readString(directory.resolve("report/report.md")))
                .contains("| control | not run | 0 / 1 / 1 ✗ fail | not run |");
    }
}
