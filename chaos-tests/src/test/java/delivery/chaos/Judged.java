package delivery.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.audit.Cell;
import delivery.chaos.audit.Contrast;
import delivery.chaos.audit.Conviction;
import delivery.chaos.audit.Verdict;
import delivery.chaos.report.atlas.AtlasScenario;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** What a run came to, one test for each thing that must be so. */
final class Judged {
    private Judged() {}

    static Stream<DynamicTest> cells(List<Cell> cells) {
        assertThat(cells).isNotEmpty();
        return cells.stream()
                .map(cell -> DynamicTest.dynamicTest(
                        PromiseSentence.of(cell),
                        () -> assertThat(cell.verdict()).as(cell.reason()).isEqualTo(Verdict.PASS)));
    }

    static Stream<DynamicTest> contrasts(List<Cell> cells) {
        return Contrast.check(cells).stream()
                .filter(finding -> finding.status() != Contrast.Status.NOT_CHECKED)
                .map(finding -> DynamicTest.dynamicTest(
                        finding.rule().words(),
                        () -> assertThat(finding.status())
                                .as("%s", finding.numbers())
                                .isEqualTo(Contrast.Status.HELD)));
    }

    static Stream<DynamicTest> scenarios(List<AtlasScenario> scenarios) {
        assertThat(scenarios).isNotEmpty();
        return scenarios.stream()
                .map(scenario -> DynamicTest.dynamicTest(
                        scenario.id(),
                        () -> assertThat(scenario.verdict() == Verdict.PASS || scenario.isKnownViolation())
                                .as(scenario.worst().reason())
                                .isTrue()));
    }

    static Stream<DynamicTest> convictions(List<Conviction> convictions) {
        assertThat(convictions).isNotEmpty();
        return convictions.stream()
                .map(conviction -> DynamicTest.dynamicTest(
                        conviction.sabotage(),
                        () -> assertThat(conviction.status())
                                .as(conviction.reason())
                                .isEqualTo(Conviction.TrialOutcome.CONVICTED)));
    }
}
