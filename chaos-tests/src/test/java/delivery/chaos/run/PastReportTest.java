package delivery.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PastReportTest {
    @TempDir
    Path target;

    private Path report(String file, String content) throws IOException {
        Path directory = Files.createDirectories(target.resolve("delivery-report"));
        Files.writeString(directory.resolve(file), content);
        Files.createDirectories(directory.resolve("evidence"));
        return directory;
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(target)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void keepsTheReportOfAnEarlierRunByItsDateAndSeed() throws IOException {
        PastReport.moveAside(report("report.json", "{\"seed\": 42, \"started\": \"2026-11-30T06:05:33Z\"}"));

        assertThat(names()).containsExactly("delivery-report-20261130T060533Z-42");
        assertThat(target.resolve("delivery-report-20261130T060533Z-42/evidence"))
                .isDirectory();
    }

    @Test
    void keepsAnAtlasByItself() throws IOException {
        PastReport.moveAside(
                report("atlas.json", "{\"run\": {\"seed\": -7, \"started\": \"2026-11-30T06:05:33.120Z\"}}"));

        assertThat(names()).containsExactly("delivery-report-20261130T060533Z--7");
    }

    @Test
    void keepsBothOfTwoRunsOfOneSecondAndSeed() throws IOException {
        for (int i = 0; i < 3; i++) {
            PastReport.moveAside(report("report.json", "{\"seed\": 42, \"started\": \"2026-11-30T06:05:33Z\"}"));
        }

        assertThat(names())
                .containsExactly(
                        "delivery-report-20261130T060533Z-42",
                        "delivery-report-20261130T060533Z-42-2",
                        "delivery-report-20261130T060533Z-42-3");
    }

    @Test
    void leavesADirectoryWithoutAReport() throws IOException {
        PastReport.moveAside(Files.createDirectories(target.resolve("delivery-report")));
        PastReport.moveAside(target.resolve("nowhere"));

        assertThat(names()).containsExactly("delivery-report");
    }
}
