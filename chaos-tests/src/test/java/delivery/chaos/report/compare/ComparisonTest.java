package delivery.chaos.report.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import delivery.chaos.report.compare.Comparison.ComparisonOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
    @TempDir
    private Path directory;

    private static String cell(String id, String verdict, String numbers) {
        return "{\"id\":\"%s\",\"verdict\":\"%s\",\"reason\":\"because\",%s}".formatted(id, verdict, numbers);
    }

    private static String duplicated(long count, int low, int high, int... recoveryMs) {
        return """
                "lost":0,"duplicated":%d,"miscounted":0,"recoveryMs":%s,
                "rates":{"duplicated":{"perMillion":%d,"lowPerMillion":%d,"highPerMillion":%d}}\
                """.formatted(count, Arrays.toString(recoveryMs), (low + high) / 2, low, high);
    }

    private ReportFile report(String name, String kafka, String... cells) throws IOException {
        Path report = Files.createDirectories(directory.resolve(name));
        Files.writeString(report.resolve("report.json"), """
                {"schema":1,"suite":{"version":"0.1.0","commit":"abc"},"kafka":{"broker":"%s"},
                "machine":{"cores":"2"},"settings":{"m":[{"name":"acks","value":"all"}]},"cells":[%s]}
                """.formatted(kafka, String.join(",", cells)));
        return ReportFile.read(report);
    }

    private Comparison compared(String[] before, String[] after) throws IOException {
        return Comparison.of(report("before", "4.2.0", before), report("after", "4.3.1", after));
    }

    private static String[] cells(String... cells) {
        return cells;
    }

    @Test
    void saysNoPromiseWasLostWhenNothingChangedButKafka() throws IOException {
        String same = cell("m/f", "PASS", duplicated(10, 900, 1100, 100));

        Comparison comparison = compared(cells(same), cells(same));

        assertThat(comparison.outcome()).isEqualTo(ComparisonOutcome.KEPT);
        assertThat(comparison.isUnchanged()).isTrue();
        assertThat(comparison.versions())
                .containsExactly(new Comparison.ValueChange("Kafka brokers", "4.2.0", "4.3.1"));
        assertThat(comparison.settings()).isEmpty();
    }

    @Test
    void saysAPromiseWasLostWhenACellFailsThatDidNot() throws IOException {
        Comparison comparison = compared(
                cells(cell("m/f", "NOT_EXERCISED", "\"lost\":null"), cell("m/g", "FAIL", duplicated(1, 0, 9))),
                cells(cell("m/f", "FAIL", duplicated(1, 0, 9)), cell("m/g", "FAIL", duplicated(1, 0, 9))));

        assertThat(comparison.outcome()).isEqualTo(ComparisonOutcome.PROMISE_LOST);
        assertThat(comparison.verdicts()).containsExactly(new VerdictChange("m/f", "NOT_EXERCISED", "FAIL", "because"));
    }

    @Test
    void losesNoPromiseThatWasBrokenBefore() throws IOException {
        String broken = cell("m/f", "FAIL", duplicated(1, 0, 9));

        assertThat(compared(cells(broken), cells(broken)).outcome()).isEqualTo(ComparisonOutcome.KEPT);
    }

    @Test
    void isUndecidedWhenWhatWasJudgedIsNoLongerJudgedOrRun() throws IOException {
        String pass = cell("m/f", "PASS", duplicated(1, 0, 9));

        assertThat(compared(cells(pass), cells(cell("m/f", "INCONCLUSIVE", duplicated(1, 0, 9))))
                        .outcome())
                .isEqualTo(ComparisonOutcome.UNDECIDED);
        assertThat(compared(cells(pass), cells()).outcome()).isEqualTo(ComparisonOutcome.UNDECIDED);
        assertThat(compared(cells(), cells(pass)).outcome()).isEqualTo(ComparisonOutcome.KEPT);
    }

    @Test
    void tellsRatesWhoseIntervalsDoNotOverlap() throws IOException {
        Comparison comparison = compared(
                cells(
                        cell("m/apart", "PASS", duplicated(10, 900, 1100)),
                        cell("m/overlapping", "PASS", duplicated(10, 900, 1100))),
                cells(
                        cell("m/apart", "PASS", duplicated(20, 1101, 2200)),
                        cell("m/overlapping", "PASS", duplicated(20, 1100, 2200))));

        assertThat(comparison.rates()).extracting(RateChange::cell).containsExactly("m/apart");
        assertThat(comparison.outcome()).isEqualTo(ComparisonOutcome.KEPT);
    }

    @Test
    void tellsCountsWithoutARateThatChanged() throws IOException {
        Comparison comparison = compared(
                cells(cell("m/f", "PASS", "\"miscounted\":0,\"phantom\":3,\"torn\":1")),
                cells(cell("m/f", "PASS", "\"miscounted\":7,\"phantom\":4,\"torn\":0")));

        assertThat(comparison.rates()).extracting(RateChange::anomaly).containsExactly("miscounted", "phantom", "torn");
    }

    @Test
    void tellsRecoveryTimesThatMovedApartByHalf() throws IOException {
        Comparison comparison = compared(
                cells(
                        cell("m/slower", "PASS", duplicated(1, 0, 9, 100, 200)),
                        cell("m/alike", "PASS", duplicated(1, 0, 9, 100, 200))),
                cells(
                        cell("m/slower", "PASS", duplicated(1, 0, 9, 301, 400)),
                        cell("m/alike", "PASS", duplicated(1, 0, 9, 299, 400))));

        assertThat(comparison.recoveries()).containsExactly(new RecoveryChange("m/slower", 100, 200, 301, 400));
    }

    @Test
    void saysInOneLineWhatIsNoReport() throws IOException {
        assertThatThrownBy(() -> ReportFile.read(directory))
                .isInstanceOf(IOException.class)
                .hasMessage("there is no report.json in " + directory
                        + "; give the directory of a report, such as chaos-tests/target/delivery-report");
        Files.writeString(directory.resolve("report.json"), "{\"schema\":2,\"cells\":[]}");
        assertThatThrownBy(() -> ReportFile.read(directory))
                .hasMessageContaining("no report of schema 1, its schema is 2");
        Files.writeString(directory.resolve("report.json"), "<html>");
        assertThatThrownBy(() -> ReportFile.read(directory)).hasMessageContaining("is no JSON");
    }
}
