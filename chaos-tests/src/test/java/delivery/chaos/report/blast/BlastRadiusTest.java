package delivery.chaos.report.blast;

import static delivery.chaos.report.blast.LiteralStrikes.cell;
import static delivery.chaos.report.blast.LiteralStrikes.setting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class BlastRadiusTest {
    private final BlastRadius radius = LiteralStrikes.radius();

    private final BlastFormula crash =
            radius.formula("at-least-once", Blow.CRASH).orElseThrow();

    @Test
    void takesTheTimeAtRiskFromTheRateAndTheShareFromTheBacklog() {
        assertThat(crash.dwellMs()).isCloseTo(20, within(1e-9));
        assertThat(crash.fill()).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void growsWithTheRateUntilAPollIsFull() {
        assertThat(crash.perStrike(1_000, 0, 500)).isCloseTo(20, within(1e-9));
        assertThat(crash.perStrike(1_000_000, 0, 500)).isCloseTo(250, within(1e-9));
        assertThat(crash.perStrike(0, 0, 100)).isCloseTo(50, within(1e-9));
    }

    @Test
    void growsWithHalfTheCommitIntervalWhateverAPollHas() {
        assertThat(crash.perStrike(1_000, 1_000, 1)).isCloseTo(520, within(1e-9));
    }

    @Test
    void doesNotGrowWithAnIntervalWhereNothingWaitsForItsCommit() {
        BlastFormula lost = radius.formula("at-most-once", Blow.CRASH).orElseThrow();
        BlastFormula none = radius.formula("transactional-eos", Blow.CRASH).orElseThrow();

        assertThat(lost.perStrike(500, 1_000, 500)).isCloseTo(3, within(1e-9));
        assertThat(none.perStrike(500, 1_000, 500)).isZero();
        assertThat(none.perStrike(0, 0, 500)).isZero();
    }

    @Test
    void isTestedOnCellsThatItWasNotFittedTo() {
        assertThat(radius.tests()).singleElement().satisfies(test -> {
            assertThat(test.predicted()).isCloseTo(520, within(1e-9));
            assertThat(test.factor()).isCloseTo(1, within(1e-9));
            assertThat(test.agrees()).isTrue();
        });
        assertThat(radius.fit().tests()).isEqualTo(1);
    }

    @Test
    void doesNotAgreeWithWhatIsFarFromIt() {
        BlastRadius wrong = new BlastRadius(List.of(
                radius.cells().get(2),
                radius.cells().get(3),
                cell(setting("T1", "at-least-once", Blow.CRASH, 1_000, 1_000, false), 10, 12, 11)));

        assertThat(wrong.tests())
                .singleElement()
                .satisfies(test -> assertThat(test.agrees()).isFalse());
        assertThat(wrong.fit().agreeing()).isZero();
        assertThat(wrong.fit().low()).isLessThan(0.03);
    }

    @Test
    void saysOfNoneThatAtMostSoManyLeaveAny() {
        BlastCell none = radius.cells().get(4);

        assertThat(none.shown()).isZero();
        // Clopper and Pearson at 0 of 3: 1 - 0.025^(1/3).
        assertThat(none.highShare()).isCloseTo(0.7076, within(1e-4));
    }

    @Test
    void addsUpWhatStrikesInADay() {
        BlastLoad load = new BlastLoad(1_000, 0, 500, 10, 30, 60);

        // A crash a day at 20 events, deploys at none, two broker restarts a day at 2.
        assertThat(load.expected(radius, "at-least-once")).isCloseTo(20 + 0 + 2 * 2, within(1e-9));
        assertThat(load.expected(radius, "transactional-eos")).isZero();
    }
}
