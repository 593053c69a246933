package delivery.chaos.report;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.report.compare.Comparison;
import delivery.chaos.report.compare.ReportFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonReportTest {
    @TempDir
    private static Path directory;

    private static ComparisonReport report;
    private static Document page;

    @BeforeAll
    static void compareADemoWithOneThatIsWorse() throws IOException {
        Path before = directory.resolve("before");
        DeliveryReport.write(before, DemoRun.run(), DemoRun.cells(before));
        Path after = Files.createDirectories(directory.resolve("after"));
        Files.writeString(
                after.resolve("report.json"),
                Files.readString(before.resolve("report.json"))
                        .replace("\"broker\":\"4.3.1\"", "\"broker\":\"4.4.0<b>\"")
                        .replaceFirst("\"verdict\":\"PASS\"", "\"verdict\":\"FAIL\""));
        report = new ComparisonReport(Comparison.of(ReportFile.read(before), ReportFile.read(after)));
        report.write(directory.resolve("out/compare.html"));
        page = Jsoup.parse(Files.readString(directory.resolve("out/compare.html")));
    }

    @Test
    void saysInTextWhatChanged() throws IOException {
        assertThat(report.text())
                .startsWith("A PROMISE WAS BROKEN.\n")
                .contains("Before: suite 0.1.0, commit 3844c6e; Kafka brokers 4.3.1, clients 4.3.1, Streams "
                        + "4.3.1; seed 1234567;"
                        + " 2026-11-20\nAfter: suite 0.1.0, commit 3844c6e; Kafka brokers 4.4.0<b>,")
                .contains("Versions and machine\n  Kafka brokers: 4.3.1 → 4.4.0<b>\n")
                .contains("Verdicts\n  at-most-once/control: PASS → FAIL: the promise was kept in 200 events");
    }

    @Test
    void saysTheSameOnAPage() {
        assertThat(page.select("#outcome").text()).isEqualTo("✗ A promise was broken.");
        assertThat(page.select("table").text())
                .contains("Kafka brokers 4.3.1 4.4.0<b>")
                .contains("at-most-once/control pass ✗ fail");
        assertThat(page.select("tbody b")).as("markup from outside").isEmpty();
    }
}
