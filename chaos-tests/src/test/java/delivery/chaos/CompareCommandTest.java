package delivery.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.report.Reports;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CompareCommandTest {
    @TempDir
    private static Path directory;

    private static Path before;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void writeAReport() throws IOException {
        before = Reports.demo(directory.resolve("before"));
    }

    private int compare(Path... arguments) {
        String[] texts = Stream.of(arguments).map(Path::toString).toArray(String[]::new);
        return new CommandLine(new CompareCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(texts);
    }

    /** The report with one thing in it changed. */
    private Path changed(String from, String to) throws IOException {
        Path after = Files.createDirectories(directory.resolve("after"));
        String report = Files.readString(before.resolve("report.json"));
        assertThat(report).contains(from);
        Files.writeString(after.resolve("report.json"), report.replaceFirst(from, to));
        return after;
    }

    @Test
    void endsWithZeroWhenNoPromiseWasLostAndWritesThePage() throws IOException {
        Path after = changed("\"broker\":\"4.3.1\"", "\"broker\":\"4.4.0\"");

        assertThat(compare(before, after)).isZero();
        assertThat(out.toString())
                .startsWith("No promise was broken. 33 cells are in both runs.")
                .contains(
                        "Kafka brokers: 4.3.1 → 4.4.0",
                        "As a page: " + after.resolveSibling("after-compared-with-before.html"));
        assertThat(after.resolveSibling("after-compared-with-before.html")).isNotEmptyFile();
    }

    @Test
    void endsWithOneWhenAPromiseWasLost() throws IOException {
        assertThat(compare(before, changed("\"verdict\":\"PASS\"", "\"verdict\":\"FAIL\"")))
                .isEqualTo(1);
    }

    @Test
    void endsWithThreeWhenACellIsNoLongerJudged() throws IOException {
        assertThat(compare(before, changed("\"verdict\":\"PASS\"", "\"verdict\":\"INCONCLUSIVE\"")))
                .isEqualTo(3);
    }

    @Test
    void endsWithTwoAndOneLineWhenThereIsNoReport() {
        assertThat(compare(before, directory)).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("there is no report.json in " + directory + "; give the directory of a report");
        assertThat(compare(before)).isEqualTo(2);
    }

    @Test
    void endsWithOneWhenACellPromisesLessOrAContrastIsMissing() throws IOException {
        assertThat(compare(before, changed("\"lost\":\"FORBIDDEN\"", "\"lost\":\"ACCEPTABLE\"")))
                .isEqualTo(1);
        assertThat(out.toString()).contains("Promises\n").contains(": lost: FORBIDDEN → ACCEPTABLE");
        assertThat(compare(before, changed("\"status\":\"HELD\"", "\"status\":\"MISSING\"")))
                .isEqualTo(1);
    }

    @Test
    void endsWithSixWhenAnUndisturbedModuleAsksTwentyTimesAsMuch() throws IOException {
        assertThat(compare(
                        before,
                        changed("\"apiKey\":\"Produce\",\"requests\":412", "\"apiKey\":\"PRODUCE\",\"requests\":8240")))
                .isEqualTo(6);
        assertThat(out.toString())
                .startsWith("CHANGED: no promise was broken")
                .contains("PRODUCE requests in 1,000 events: 0 → 41,200");
    }

    @Test
    void endsWithThreeWhenAContrastThatHeldIsNotCheckedAnyMore() throws IOException {
        assertThat(compare(before, changed("\"status\":\"HELD\"", "\"status\":\"NOT_CHECKED\"")))
                .isEqualTo(3);
        assertThat(out.toString()).contains("Contrasts\n").contains(": HELD → NOT_CHECKED");
    }

    @Test
    void endsWithSixWhenTheSameStrikesCameOutOtherwise() throws IOException {
        assertThat(compare(before, changed("\"duplicated\":12", "\"duplicated\":13")))
                .isEqualTo(6);
        assertThat(out.toString()).contains("the same strikes gave another count");
    }

    @Test
    void endsWithTwoAndTheReasonWhenThePageCannotBeWritten() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");

        assertThat(compare(before, before, Path.of("-o"), file.resolve("page.html")))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("the page cannot be written to " + file.resolve("page.html") + " (java.nio");
    }

    @Test
    void saysOfAReportWithoutCellsThatItIsNone() throws IOException {
        Path empty = Files.createDirectories(directory.resolve("empty"));
        Files.writeString(empty.resolve("report.json"), "{\"schema\": 1}");

        assertThat(compare(before, empty)).isEqualTo(2);
        assertThat(err.toString()).startsWith(empty.resolve("report.json") + " is no report: it has no cells");
    }
}
