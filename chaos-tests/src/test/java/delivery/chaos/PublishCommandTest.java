package delivery.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.report.DeliveryReport;
import delivery.chaos.report.DemoRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PublishCommandTest {
    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int execute(String... arguments) {
        CommandLine command = Main.commandLine();
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }

    private Path report() throws IOException {
        Path report = directory.resolve("report");
        DeliveryReport.write(report, DemoRun.run(), DemoRun.cells(report));
        return report;
    }

    @Test
    void writesAnArchiveAManifestAndAStatementBesideTheReport() throws IOException {
        assertThat(execute("publish", report().toString())).as(err.toString()).isZero();

        Path published = directory.resolve("report-published");
        assertThat(published.resolve("20261120T120000Z-1234567.zip")).isNotEmptyFile();
        assertThat(published.resolve("provenance.intoto.json"))
                .content()
                .contains("20261120T120000Z-1234567.zip", "manifest.json");
        boolean hasPdf = Files.exists(published.resolve("report.pdf"));
        assertThat(out.toString().contains("No report.pdf: "))
                .as("a PDF, or a line that says why there is none")
                .isNotEqualTo(hasPdf);
    }

    @Test
    void isHeldAgainstItsManifestByAudit() throws IOException {
        Path report = report();
        // Nothing to print: that there is a PDF is another test's to say, and a browser takes seconds.
        Files.delete(report.resolve("print.html"));
        execute("publish", report.toString());
        String manifest = directory.resolve("report-published/manifest.json").toString();
        execute("audit", report.toString(), "--manifest", manifest);
        assertThat(out.toString()).doesNotContain("manifest says", "in the manifest");

        Files.writeString(report.resolve("csv/cells.csv"), "edited");

        assertThat(execute("audit", report.toString(), "--manifest", manifest)).isEqualTo(1);
        assertThat(out.toString()).contains("differs  csv/cells.csv has SHA-256 ", "and the manifest says ");
    }

    @Test
    void endsWithTwoAndOneLineWhenThereIsNoReportOrNoManifest() throws IOException {
        assertThat(execute("publish", directory.resolve("nowhere").toString())).isEqualTo(2);
        assertThat(err.toString()).contains("there is no report.json and no atlas.json in ");

        Path report = report();
        assertThat(execute(
                        "audit",
                        report.toString(),
                        "--manifest",
                        report.resolve("report.json").toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("report.json is no manifest of schema 1");
    }
}
