package delivery.chaos.audit;

import static delivery.chaos.audit.LiteralHistory.history;
import static delivery.contract.Anomaly.DUPLICATED;
import static delivery.contract.Anomaly.LOST;
import static delivery.contract.Anomaly.MISCOUNTED;
import static delivery.contract.Circumstance.ACK_LOST;
import static delivery.contract.Circumstance.PIPELINE_RESTARTED;
import static delivery.contract.Circumstance.REBALANCED;
import static delivery.contract.Expectation.FORBIDDEN;
import static delivery.contract.Expectation.INTERESTING;
import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.history.HistoryLine.NotFired;
import delivery.chaos.history.HistoryLine.ProcessState;
import delivery.chaos.history.HistoryLine.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several runs of a cell as one. */
class RepetitionsTest {
    @TempDir
    private Path directory;

    private Cell run(LiteralHistory history) throws IOException {
        return history.judgedBelow(directory);
    }

    private static LiteralHistory clean() {
        return history()
                .under("acks-lost", 1, ACK_LOST)
                .event("e1", "/a", 0, 0)
                .effect("e1", "/a", 1, 0, 0)
                .fired();
    }

    private static LiteralHistory duplicated() {
        return clean().effect("e1", "/a", 1, 0, 1);
    }

    /** One event has its effect, all others none. */
    private static LiteralHistory lost(int events) {
        LiteralHistory history = history().under("acks-lost", 1, ACK_LOST).event("e1", "/a", 0, 0);
        for (int number = 0; number < events; number++) {
            history.event("lost-" + number, "/b", 0, number + 1);
        }
        return history.effect("e1", "/a", 1, 0, 0).fired();
    }

    private static Cell sum(Cell... runs) {
        return Repetitions.sum(List.of(runs), "evidence/all");
    }

    @Test
    void addsUpWhatWasFound() throws IOException {
        Cell sum = sum(run(duplicated()), run(clean()), run(duplicated().effect("e1", "/a", 1, 0, 2)));

        assertThat(sum.verdict()).isEqualTo(Verdict.PASS);
        assertThat(sum.count(DUPLICATED)).isEqualTo(2);
        assertThat(sum.count(LOST)).isZero();
        assertThat(sum.examples(DUPLICATED)).hasSize(2);
        assertThat(sum.attribution(DUPLICATED)).isEqualTo(new Attribution(2, 2));
        assertThat(sum.audit().events()).isEqualTo(3);
        assertThat(sum.audit().effects()).isEqualTo(6);
        assertThat(sum.faultsFired()).isEqualTo(3);
        assertThat(sum.audit().scenario().firingsRequired()).isEqualTo(3);
        assertThat(sum.durationMs()).isEqualTo(15_600);
        assertThat(sum.audit().end().harnessErrors()).isEmpty();
        assertThat(sum.id()).isEqualTo("at-least-once/acks-lost");
        assertThat(sum.evidence()).isEqualTo("evidence/all");
    }

    @Test
    void isAsGoodAsTheWorstRunAndNamesIt() throws IOException {
        Cell sum = sum(run(clean()), run(lost(1)), run(lost(1)));

        assertThat(sum.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(sum.reason())
                .startsWith("2 fail, 1 pass of 3 runs; run 2 (seed 42): 1 event was lost, which is forbidden");
    }

    @Test
    void keepsTheFirstTenExamples() throws IOException {
        Cell run = run(lost(7));

        assertThat(sum(run, run).examples(LOST)).hasSize(10);
        assertThat(sum(run, run).count(LOST)).isEqualTo(14);
    }

    @Test
    void keepsTheNumbersOfTheRunsThatWereJudged() throws IOException {
        Cell sum = sum(run(duplicated()), run(clean().harnessError("the link leaked")));

        assertThat(sum.verdict()).isEqualTo(Verdict.HARNESS_ERROR);
        assertThat(sum.reason()).startsWith("1 harness error, 1 pass of 2 runs; run 2 (seed 42): the harness failed");
        assertThat(sum.count(DUPLICATED)).isEqualTo(1);
        assertThat(sum.audit().events()).as("of the run that was judged").isEqualTo(1);
        assertThat(sum.atRisk(DUPLICATED)).isEqualTo(1);
        assertThat(sum.audit().end().harnessErrors()).containsExactly("the link leaked");
    }

    @Test
    void hidesNoFailureBehindARunThatIsStuckOrWhoseHarnessFailed() throws IOException {
        Cell failed = run(lost(1));
        Cell stuck = run(clean().stuckOn("offsets"));
        Cell harnessError = run(clean().harnessError("the link leaked"));
        Cell contractBroken = run(clean().contractBroken("it does not stop"));
        Cell sum = sum(harnessError, stuck, contractBroken, failed, run(clean()));

        assertThat(sum.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(sum.reason())
                .startsWith("1 fail, 1 contract broken, 1 harness error, 1 inconclusive, 1 pass of 5 runs; run 4");
        assertThat(sum.count(LOST)).isEqualTo(1);
        assertThat(sum(harnessError, stuck, contractBroken).verdict()).isEqualTo(Verdict.CONTRACT_BROKEN);
        assertThat(sum(stuck, harnessError).verdict()).isEqualTo(Verdict.HARNESS_ERROR);
        assertThat(sum(run(clean()), stuck).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void hasNoNumbersIfNoRunHasAny() throws IOException {
        Cell none = LiteralHistory.missing(clean().scenario(), "no history", "evidence");

        assertThat(sum(none, none).isAudited()).isFalse();
        assertThat(sum(none, none).audit().drain()).isNull();
        assertThat(sum(none, none).durationMs()).isNull();
        assertThat(sum(none, run(clean())).durationMs()).isEqualTo(5_200);
    }

    @Test
    void showsTheDrainThatFailedAndWhatWasObservedInAny() throws IOException {
        Cell sum = sum(
                run(clean().observed(REBALANCED)),
                run(clean().stuckOn("offsets").observed(PIPELINE_RESTARTED)),
                run(clean()));

        assertThat(sum.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(sum.audit().drain().waitsOn()).isEqualTo("offsets");
        assertThat(sum.observed()).containsExactlyInAnyOrder(REBALANCED, PIPELINE_RESTARTED);
    }

    @Test
    void showsTheMildestExpectation() throws IOException {
        Cell strict = run(clean().promising(Promises.IDEMPOTENT));
        Cell relaxed = run(clean().promising(Promises.IDEMPOTENT).interfered("the pipeline stood still", REBALANCED));

        assertThat(strict.expectation(DUPLICATED)).isEqualTo(FORBIDDEN);
        assertThat(sum(strict, relaxed).expectation(DUPLICATED)).isEqualTo(INTERESTING);
        assertThat(sum(relaxed, strict).expectation(DUPLICATED)).isEqualTo(INTERESTING);
        assertThat(sum(strict, relaxed).expectation(LOST)).isEqualTo(FORBIDDEN);
    }

    @Test
    void didNotShowWhatNoRunShowed() throws IOException {
        assertThat(sum(run(clean()), run(clean())).notShown()).containsExactly(DUPLICATED, MISCOUNTED);
        assertThat(sum(run(clean()), run(duplicated())).notShown()).containsExactly(MISCOUNTED);
        assertThat(sum(run(duplicated()), run(clean())).notShown()).containsExactly(MISCOUNTED);
    }

    @Test
    void addsUpTheWireAndKeepsWhatProcessesDid() throws IOException {
        ProcessState started = new ProcessState(10, "pipeline", 100, ProcessState.State.STARTED, null, "");
        Cell one = run(clean().line(started)
                .line(new Wire("PRODUCE", 10, 8, 2, versions(11, 13)))
                .line(new Wire("FETCH", 1, 1, 0, versions(18))));
        Cell other = run(clean().line(started).line(new Wire("PRODUCE", 5, 4, 1, versions(12, 13))));

        assertThat(sum(one, other).audit().wire())
                .containsExactly(
                        new Wire("PRODUCE", 15, 12, 3, versions(11, 12, 13)), new Wire("FETCH", 1, 1, 0, versions(18)));
        assertThat(sum(one, other).audit().processes()).containsExactly(started, started);
    }

    private static List<Short> versions(int... versions) {
        return Arrays.stream(versions).mapToObj(version -> (short) version).toList();
    }

    @Test
    void citesTheEvidenceOfEveryRun() throws Exception {
        Cell one = run(clean());
        Cell other = run(duplicated());

        byte[] lines = (one.evidenceSha256() + "\n" + other.evidenceSha256() + "\n").getBytes(StandardCharsets.UTF_8);

        assertThat(sum(one, other).evidenceSha256())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(lines)))
                .isNotEqualTo(sum(other, one).evidenceSha256())
                .matches("[0-9a-f]{64}");
    }

    @Test
    void saysOnceWhyTheFaultDidNotFire() throws IOException {
        Cell one = run(clean().line(new NotFired(10, "its moment never came")));
        Cell other = run(clean().line(new NotFired(20, "the leader was gone")));

        assertThat(sum(one, run(clean()), one, other).audit().notFired())
                .isEqualTo("its moment never came; the leader was gone");
    }
}
