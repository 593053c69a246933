package delivery.chaos.report.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import delivery.chaos.report.compare.AnomalyChange.Weight;
import delivery.chaos.report.compare.Comparison.ComparisonOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
    @TempDir
    private Path directory;

    private static String cell(String id, String verdict, String numbers) {
        return "{\"id\":\"%s\",\"module\":\"%s\",\"verdict\":\"%s\",\"reason\":\"because\",%s}"
                .formatted(id, id.split("/")[0], verdict, numbers);
    }

    private static String duplicated(long count, int... recoveryMs) {
        return "\"lost\":0,\"duplicated\":%d,\"miscounted\":0,\"recoveryMs\":%s"
                .formatted(count, Arrays.toString(recoveryMs));
    }

    /** In so many of so many strikes, of a seed and on a course. */
    private static String struck(long seed, String course, int shown, int strikes) {
        return """
                "seed":%d,"course":"%s","faultsFired":%d,"lost":0,"duplicated":%d,
                "faultRates":{"duplicated":{"shown":%d,"firings":%d}}\
                """.formatted(seed, course, strikes, shown * 250, shown, strikes);
    }

    private static String control(double seconds, int produces) {
        return """
                "faultsRequired":0,"circumstances":["UNDISTURBED"],"events":1000,"durationSeconds":%s,
                "requests":[{"apiKey":"PRODUCE","requests":%d},{"apiKey":"FETCH","requests":%d}]\
                """.formatted(seconds, produces, produces * 9);
    }

    private static String took(double seconds, int... recoveryMs) {
        return "\"durationSeconds\":%s,\"recoveryMs\":%s".formatted(seconds, Arrays.toString(recoveryMs));
    }

    private ReportFile report(String name, String kafka, String... cells) throws IOException {
        Path report = Files.createDirectories(directory.resolve(name));
        Files.writeString(report.resolve("report.json"), """
                {"schema":1,"suite":{"version":"0.1.0","commit":"abc"},"kafka":{"broker":"%s"},
                "machine":{"cores":"2"},"settings":{"m":[{"name":"acks","value":"all"}]},"cells":[%s]}
                """.formatted(kafka, String.join(",", cells)));
        return ReportFile.read(report);
    }

    private ReportFile withContrast(String name, String contrast, String cell) throws IOException {
        Path report = Files.createDirectories(directory.resolve(name));
        Files.writeString(report.resolve("report.json"), "{\"schema\":2,\"cells\":[" + cell + "]" + contrast + "}");
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
        String same = cell("m/f", "PASS", duplicated(10, 100));

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
                cells(cell("m/f", "NOT_EXERCISED", "\"lost\":null"), cell("m/g", "FAIL", duplicated(1))),
                cells(cell("m/f", "FAIL", duplicated(1)), cell("m/g", "FAIL", duplicated(1))));

        assertThat(comparison.outcome()).isEqualTo(ComparisonOutcome.PROMISE_LOST);
        assertThat(comparison.verdicts()).containsExactly(new VerdictChange("m/f", "NOT_EXERCISED", "FAIL", "because"));
    }

    @Test
    void losesNoPromiseThatWasBrokenBefore() throws IOException {
        String broken = cell("m/f", "FAIL", duplicated(1));

        assertThat(compared(cells(broken), cells(broken)).outcome()).isEqualTo(ComparisonOutcome.KEPT);
    }

    @Test
    void isUndecidedWhenWhatWasJudgedIsNoLongerJudgedOrRun() throws IOException {
        String pass = cell("m/f", "PASS", duplicated(1));

        assertThat(compared(cells(pass), cells(cell("m/f", "INCONCLUSIVE", duplicated(1))))
                        .outcome())
                .isEqualTo(ComparisonOutcome.UNDECIDED);
        assertThat(compared(cells(pass), cells()).outcome()).isEqualTo(ComparisonOutcome.UNDECIDED);
        assertThat(compared(cells(), cells(pass)).outcome()).isEqualTo(ComparisonOutcome.KEPT);
    }

    private static List<Weight> weights(Comparison comparison) {
        return comparison.anomalies().stream().map(AnomalyChange::weight).toList();
    }

    @Test
    void callsStrikesThatCameOutOtherwiseAChangeWhereTheSeedDecidesThem() throws IOException {
        Comparison comparison = compared(
                cells(cell("m/f", "PASS", struck(7, "exact", 3, 3))),
                cells(cell("m/f", "PASS", struck(7, "exact", 2, 3))));

        assertThat(weights(comparison)).containsExactly(Weight.SAME_STRIKES);
        assertThat(comparison.outcome()).isEqualTo(ComparisonOutcome.CHANGED);
    }

    @Test
    void callsNothingAChangeThatIsARace() throws IOException {
        Comparison comparison = compared(
                cells(cell("m/f", "PASS", struck(7, "exact", 0, 3) + ",\"races\":[\"duplicated\"]")),
                cells(cell("m/f", "PASS", struck(7, "exact", 2, 3) + ",\"races\":[\"duplicated\"]")));

        assertThat(weights(comparison)).containsExactly(Weight.MAY_BE_CHANCE);
        assertThat(comparison.outcome()).isEqualTo(ComparisonOutcome.KEPT);
    }

    /** 3 of 3 against 0 of 3: one table of 20 to either side. */
    @Test
    void leavesToChanceWhatSoFewStrikesCannotTell() throws IOException {
        Comparison comparison = compared(
                cells(cell("m/f", "PASS", struck(7, "exact", 3, 3)), cell("m/g", "PASS", struck(7, "ragged", 3, 3))),
                cells(cell("m/f", "PASS", struck(8, "exact", 0, 3)), cell("m/g", "PASS", struck(7, "ragged", 3, 3))));

        assertThat(comparison.anomalies()).singleElement().satisfies(change -> {
            assertThat(change.p()).isCloseTo(0.1, within(1e-9));
            assertThat(change.weight()).isEqualTo(Weight.MAY_BE_CHANCE);
        });
        assertThat(comparison.outcome()).isEqualTo(ComparisonOutcome.KEPT);
        assertThat(comparison.isUnchanged()).isFalse();
    }

    /** 6 of 6 against 0 of 6: p = 2 / 924. */
    @Test
    void tellsMoreStrikesThanChanceExplains() throws IOException {
        Comparison comparison = compared(
                cells(cell("m/f", "PASS", struck(7, "exact", 0, 6))),
                cells(cell("m/f", "PASS", struck(8, "exact", 6, 6))));

        assertThat(weights(comparison)).containsExactly(Weight.BEYOND_CHANCE);
        assertThat(comparison.anomalies().get(0).p()).isCloseTo(2.0 / 924, within(1e-9));
        assertThat(comparison.outcome()).isEqualTo(ComparisonOutcome.CHANGED);
    }

    /** 5 of 5 against 0 of 5 has p = 2 / 252: enough for one test, and too little for the best of ten. */
    @Test
    void asksMoreOfOneTestAmongMany() throws IOException {
        List<String> before = new ArrayList<>(List.of(cell("m/f", "PASS", struck(7, "exact", 0, 5))));
        List<String> after = new ArrayList<>(List.of(cell("m/f", "PASS", struck(8, "exact", 5, 5))));
        assertThat(weights(compared(before.toArray(new String[0]), after.toArray(new String[0]))))
                .containsExactly(Weight.BEYOND_CHANCE);

        for (int other = 1; other < 10; other++) {
            before.add(cell("m/" + other, "PASS", struck(7, "exact", 2, 5)));
            after.add(cell("m/" + other, "PASS", struck(8, "exact", 2, 5)));
        }

        assertThat(weights(compared(before.toArray(new String[0]), after.toArray(new String[0]))))
                .containsExactly(Weight.MAY_BE_CHANCE);
    }

    @Test
    void tellsCountsOfNoStrikeThatChanged() throws IOException {
        Comparison comparison = compared(
                cells(cell("m/f", "PASS", "\"miscounted\":0,\"phantom\":3,\"torn\":1")),
                cells(cell("m/f", "PASS", "\"miscounted\":7,\"phantom\":4,\"torn\":1")));

        assertThat(comparison.anomalies()).extracting(AnomalyChange::anomaly).containsExactly("miscounted", "phantom");
    }

    @Test
    void tellsCostsThatChangedByHalf() throws IOException {
        Comparison comparison = compared(
                cells(cell("m/none", "PASS", control(2, 10)), cell("n/none", "PASS", control(2, 10))),
                cells(cell("m/none", "PASS", control(2, 200)), cell("n/none", "PASS", control(2, 15))));

        assertThat(comparison.costs())
                .containsExactly(new CostChange("m/none", "PRODUCE requests in 1,000 events", 10, 200));
        assertThat(comparison.outcome()).isEqualTo(ComparisonOutcome.CHANGED);
        assertThat(comparison.isUnchanged()).isFalse();
    }

    @Test
    void tellsADurationThatGrewInOneModuleFromLoadOnAll() throws IOException {
        String[] before = cells(cell("m/none", "PASS", control(2, 10)), cell("n/none", "PASS", control(2, 10)));

        Comparison load =
                compared(before, cells(cell("m/none", "PASS", control(4, 10)), cell("n/none", "PASS", control(5, 10))));
        assertThat(load.load().factor()).isCloseTo(2.25, within(1e-9));
        assertThat(load.costs()).isEmpty();
        assertThat(load.outcome()).isEqualTo(ComparisonOutcome.KEPT);

        Comparison change =
                compared(before, cells(cell("m/none", "PASS", control(2, 10)), cell("n/none", "PASS", control(5, 10))));
        assertThat(change.load().isChanged()).isFalse();
        assertThat(change.costs()).containsExactly(new CostChange("n/none", "duration, s", 2, 5));
        assertThat(change.outcome()).isEqualTo(ComparisonOutcome.CHANGED);
    }

    @Test
    void tellsRecoveryTimesThatMovedApartByHalf() throws IOException {
        Comparison comparison = compared(
                cells(
                        cell("m/slower", "PASS", duplicated(1, 100, 200)),
                        cell("m/alike", "PASS", duplicated(1, 100, 200))),
                cells(
                        cell("m/slower", "PASS", duplicated(1, 301, 400)),
                        cell("m/alike", "PASS", duplicated(1, 299, 400))));

        assertThat(comparison.recoveries()).containsExactly(new RecoveryChange("m/slower", 100, 200, 301, 400, false));
        assertThat(comparison.outcome()).isEqualTo(ComparisonOutcome.CHANGED);
    }

    @Test
    void tellsRecoveryTimesThatOnlyTheLoadMoved() throws IOException {
        Comparison comparison = compared(
                cells(cell("m/f", "PASS", took(2, 100, 200)), cell("n/f", "PASS", took(2, 100, 200))),
                cells(cell("m/f", "PASS", took(4, 350, 400)), cell("n/f", "PASS", took(4, 900, 950))));

        assertThat(comparison.recoveries())
                .containsExactly(
                        new RecoveryChange("m/f", 100, 200, 350, 400, true),
                        new RecoveryChange("n/f", 100, 200, 900, 950, false));
    }

    @Test
    void isUndecidedWhenAContrastThatHeldIsNotCheckedOrNotThere() throws IOException {
        String pass = cell("m/f", "PASS", duplicated(1));
        String held = ",\"contrast\":[{\"fault\":\"f\",\"status\":\"HELD\"}]";

        assertThat(contrasts(pass, held, held.replace("HELD", "NOT_CHECKED"))).isEqualTo(ComparisonOutcome.UNDECIDED);
        assertThat(contrasts(pass, held, "")).isEqualTo(ComparisonOutcome.UNDECIDED);
        assertThat(contrasts(pass, held, held.replace("HELD", "MISSING"))).isEqualTo(ComparisonOutcome.PROMISE_LOST);
        assertThat(contrasts(pass, held.replace("HELD", "MISSING"), held)).isEqualTo(ComparisonOutcome.CHANGED);
        assertThat(contrasts(pass, "", held)).isEqualTo(ComparisonOutcome.KEPT);
    }

    private ComparisonOutcome contrasts(String cell, String before, String after) throws IOException {
        return Comparison.of(withContrast("before", before, cell), withContrast("after", after, cell))
                .outcome();
    }

    @Test
    void saysInOneLineWhatIsNoReport() throws IOException {
        assertThatThrownBy(() -> ReportFile.read(directory))
                .isInstanceOf(IOException.class)
                .hasMessage("there is no report.json in " + directory
                        + "; give the directory of a report, such as chaos-tests/target/delivery-report");
        Files.writeString(directory.resolve("report.json"), "{\"schema\":3,\"cells\":[]}");
        assertThatThrownBy(() -> ReportFile.read(directory))
                .hasMessageContaining("no report of schema 1 or 2, its schema is 3");
        Files.writeString(directory.resolve("report.json"), "<html>");
        assertThatThrownBy(() -> ReportFile.read(directory)).hasMessageContaining("is no JSON");
    }
}
