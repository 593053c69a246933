package delivery.chaos.audit;

import static delivery.chaos.audit.LiteralHistory.history;
import static delivery.chaos.audit.Promises.IDEMPOTENT;
import static delivery.chaos.audit.Promises.TRANSACTIONAL;
import static delivery.chaos.audit.Verdict.FAIL;
import static delivery.chaos.audit.Verdict.PASS;
import static delivery.contract.Anomaly.DUPLICATED;
import static delivery.contract.Anomaly.LOST;
import static delivery.contract.Anomaly.MISCOUNTED;
import static delivery.contract.Circumstance.ACK_LOST;
import static delivery.contract.Circumstance.OFFSETS_LOST;
import static delivery.contract.Circumstance.PIPELINE_RESTARTED;
import static delivery.contract.Circumstance.REBALANCED;
import static delivery.contract.Expectation.FORBIDDEN;
import static delivery.contract.Expectation.INTERESTING;
import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.history.HistoryLine.Effect;
import delivery.chaos.history.HistoryLine.ProcessState;
import delivery.chaos.history.HistoryLine.ProcessState.State;
import delivery.contract.Guarantee;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JudgeTest {
    @TempDir
    private Path directory;

    private Cell judge(LiteralHistory history) throws IOException {
        return history.judgedBelow(directory);
    }

    private static LiteralHistory clean() {
        return history().event("e1", "/a", 0, 0).effect("e1", "/a", 1, 0, 0);
    }

    private static LiteralHistory duplicated() {
        return clean().effect("e1", "/a", 1, 0, 1);
    }

    @Test
    void passesAControlInWhichNothingIsWrong() throws IOException {
        Cell cell = judge(clean());

        assertThat(cell.verdict()).isEqualTo(PASS);
        assertThat(cell.id()).isEqualTo("at-least-once/control");
        assertThat(cell.reason()).isEqualTo("the promise was kept in 1 event and 1 effect");
        assertThat(cell.evidence()).isEqualTo("evidence/at-least-once/control");
        assertThat(cell.evidenceSha256()).matches("[0-9a-f]{64}");
        assertThat(cell.durationMs()).isEqualTo(5_200);
        assertThat(cell.notShown()).isEmpty();
    }

    @Test
    void passesWhatIsAllowedWhenItIsSeen() throws IOException {
        Cell cell = judge(duplicated().under("acks-lost", 1, ACK_LOST).fired());

        assertThat(cell.verdict()).isEqualTo(PASS);
        assertThat(cell.expectations()).containsEntry(DUPLICATED, INTERESTING).containsEntry(LOST, FORBIDDEN);
        assertThat(cell.notShown()).containsExactly(MISCOUNTED);
        assertThat(cell.reason())
                .isEqualTo("the promise was kept in 1 event and 2 effects, after 1 strike: 0 lost of 1 at risk, 1"
                        + " duplicated of 1 at risk (expected), 0 pages miscounted");
    }

    @Test
    void passesAndNamesWhatItExpectedToSeeAndDidNot() throws IOException {
        Cell cell = judge(clean().under("acks-lost", 1, ACK_LOST).fired());

        assertThat(cell.verdict()).isEqualTo(PASS);
        assertThat(cell.notShown()).containsExactly(DUPLICATED, MISCOUNTED);
    }

    @Test
    void failsTheSameDuplicateUnderAStrongerPromise() throws IOException {
        Cell cell = judge(duplicated()
                .promising(TRANSACTIONAL)
                .under("acks-lost", 1, ACK_LOST)
                .fired());

        assertThat(cell.verdict()).isEqualTo(FAIL);
        assertThat(cell.reason())
                .isEqualTo("1 event was duplicated, which is forbidden; the first: e1 has effects at effects-0@0 and"
                        + " effects-0@1");
    }

    @Test
    void failsOneForbiddenAnomalyAmongManyAllowedOnes() throws IOException {
        Cell cell = judge(duplicated()
                .under("acks-lost", 1, ACK_LOST)
                .fired()
                .line(new Effect(1, 0, "e9", "/a", 1L, -1, -1, false, true)));

        assertThat(cell.verdict()).isEqualTo(FAIL);
        assertThat(cell.reason())
                .startsWith("1 effect was of no event (phantom), which is forbidden; the first: the effect at");
    }

    @Test
    void saysAllForbiddenAnomaliesInItsReason() throws IOException {
        Cell cell = judge(history()
                .promising(TRANSACTIONAL)
                .event("e1", "/a", 0, 0)
                .event("e2", "/a", 0, 1)
                .effect("e1", "/a", 1, 0, 0)
                .effect("e1", "/a", 1, 0, 1));

        assertThat(cell.verdict()).isEqualTo(FAIL);
        assertThat(cell.reason())
                .isEqualTo("1 event was lost, which is forbidden; the first: e2 of page /a at events-0@1 has no"
                        + " effect; 1 event was duplicated, too; 1 page was miscounted, too");
    }

    @Test
    void doesNotExcuseADuplicateByWhatThePipelineBroughtAboutItself() throws IOException {
        Cell rebalanced = judge(duplicated()
                .promising(IDEMPOTENT)
                .under("acks-lost", 1, ACK_LOST)
                .fired()
                .observed(REBALANCED)
                .observed(PIPELINE_RESTARTED));

        assertThat(rebalanced.verdict()).isEqualTo(FAIL);
        assertThat(rebalanced.expectations()).containsEntry(DUPLICATED, FORBIDDEN);
    }

    /** It gave a batch up, and did it again as the process that it was: nobody was started again. */
    @Test
    void doesNotExcuseADuplicateByARestartThatNeverWas() throws IOException {
        LiteralHistory livedOn = duplicated()
                .promising(IDEMPOTENT)
                .under("ack-expired", 1, ACK_LOST, PIPELINE_RESTARTED)
                .fired()
                .line(process(10, 100, State.STARTED))
                .line(process(90, 100, State.STOPPED));

        assertThat(judge(livedOn).verdict()).isEqualTo(FAIL);
        assertThat(judge(livedOn).expectations()).containsEntry(DUPLICATED, FORBIDDEN);
    }

    @ParameterizedTest
    @EnumSource(
            value = State.class,
            names = {"KILLED", "EXITED", "STOPPED"})
    void excusesTheSameByARestartThatWas(State end) throws IOException {
        Cell restarted = judge(duplicated()
                .promising(IDEMPOTENT)
                .under("ack-expired", 1, ACK_LOST, PIPELINE_RESTARTED)
                .fired()
                .line(process(10, 100, State.STARTED))
                .line(process(50, 100, end))
                .line(process(60, 101, State.STARTED)));

        assertThat(restarted.verdict()).isEqualTo(PASS);
    }

    @Test
    void takesTheSecondInstanceOfAFleetForNoRestart() throws IOException {
        Cell fleet = judge(duplicated()
                .promising(IDEMPOTENT)
                .under("instances", 1, PIPELINE_RESTARTED)
                .fired()
                .line(process(10, 100, State.STARTED))
                .line(new ProcessState(11, "pipeline-2", 101, State.STARTED, null, "")));

        assertThat(fleet.verdict()).isEqualTo(FAIL);
    }

    private static ProcessState process(long atMs, long pid, State state) {
        return new ProcessState(atMs, "pipeline", pid, state, state == State.STARTED ? null : 1, "");
    }

    @ParameterizedTest
    @MethodSource("promises")
    void forbidsEverythingWhereNothingIsBroken(Guarantee promise) throws IOException {
        Cell cell = judge(duplicated().promising(promise));

        assertThat(cell.expectations().values()).containsOnly(FORBIDDEN);
        assertThat(cell.verdict()).isEqualTo(FAIL);
    }

    static List<Guarantee> promises() {
        return Promises.ALL;
    }

    @Test
    void doesNotExcuseALossByARebalance() throws IOException {
        Cell cell = judge(history()
                .promising(IDEMPOTENT)
                .event("e1", "/a", 0, 0)
                .event("e2", "/a", 0, 1)
                .effect("e1", "/a", 1, 0, 0)
                .observed(REBALANCED));

        assertThat(cell.verdict()).isEqualTo(FAIL);
        assertThat(cell.expectations()).containsEntry(LOST, FORBIDDEN);
    }

    @Test
    void failsADuplicateThatReadCommittedSeesAndPassesOneThatItDoesNot() throws IOException {
        LiteralHistory seen = history()
                .promising(TRANSACTIONAL)
                .event("e1", "/a", 0, 0)
                .effect("e1", "/a", 1, 0, 0)
                .inTransactionOf(7, 0)
                .commit(0, 1, 7, 1)
                .effect("e1", "/a", 1, 0, 2)
                .inTransactionOf(7, 1)
                .commit(0, 3, 7, 2);
        LiteralHistory unseen = history()
                .promising(TRANSACTIONAL)
                .event("e1", "/a", 0, 0)
                .effect("e1", "/a", 1, 0, 0)
                .inTransactionOf(7, 0)
                .uncommitted()
                .abort(0, 1, 7, 1)
                .effect("e1", "/a", 1, 0, 2)
                .inTransactionOf(7, 1)
                .commit(0, 3, 7, 2);

        assertThat(judge(seen).verdict()).isEqualTo(FAIL);
        assertThat(judge(unseen).verdict()).isEqualTo(PASS);
    }

    @Test
    void failsAnExactlyOncePipelineWhoseOffsetsWereDeletedAndSaysOnWhatThePromiseDepends() throws IOException {
        Cell cell = judge(duplicated()
                .promising(TRANSACTIONAL)
                .under("offsets-deleted", 1, OFFSETS_LOST)
                .fired());

        assertThat(cell.verdict()).isEqualTo(FAIL);
        assertThat(cell.reason())
                .startsWith("1 event was duplicated, which is forbidden")
                .contains("a known limit of this promise")
                .contains("offsets.retention.minutes (7 days by default)");
    }

    @Test
    void failsWhatSkipsEventsAfterACommitThatTimedOutAndNamesTheFinding() throws IOException {
        Cell cell = judge(history()
                .promising(TRANSACTIONAL)
                .under("end-txn-unanswered-one-poll", 1, ACK_LOST)
                .event("e1", "/a", 0, 0)
                .event("e2", "/b", 0, 1)
                .effect("e1", "/a", 1, 0, 0)
                .fired());

        assertThat(cell.verdict()).isEqualTo(FAIL);
        assertThat(cell.reason())
                .startsWith("1 event was lost, which is forbidden")
                .contains("findings/streams-skips-records-after-corruption");
    }

    @Test
    void knowsNoLimitOfAPromiseThatIsBrokenInAnotherWay() throws IOException {
        Cell lost = judge(history()
                .promising(TRANSACTIONAL)
                .under("offsets-deleted", 1, OFFSETS_LOST)
                .event("e1", "/a", 0, 0)
                .event("e2", "/a", 0, 1)
                .effect("e1", "/a", 1, 0, 0)
                .fired());

        assertThat(lost.verdict()).isEqualTo(FAIL);
        assertThat(lost.reason()).contains("lost, which is forbidden").doesNotContain("known limit");
    }

    @ParameterizedTest
    @CsvSource({
        "late-offset-commit,      compares member and generation",
        "late-commit-by-3,        compares member and generation",
        "late-commit-by-1-kip-848, compares member and generation",
        "producer-id-expired,     producer.id.expiration.ms"
    })
    void saysOfEachFaultOfAKindOnWhatThePromiseDepends(String fault, String limit) throws IOException {
        Cell cell = judge(duplicated()
                .promising(TRANSACTIONAL)
                .under(fault, 1, ACK_LOST, PIPELINE_RESTARTED)
                .fired());

        assertThat(cell.verdict()).isEqualTo(FAIL);
        assertThat(cell.reason()).contains("a known limit of this promise").contains(limit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"retention-overtakes", "alone-min-isr-1-unclean", "alone-min-isr-1-emptied"})
    void saysOfWhatBrokersHaveGivenUpThatNobodyHasIt(String fault) throws IOException {
        Cell cell = judge(history()
                .promising(TRANSACTIONAL)
                .under(fault, 1, PIPELINE_RESTARTED)
                .event("e1", "/a", 0, 0)
                .event("e2", "/a", 0, 1)
                .effect("e1", "/a", 1, 0, 0)
                .fired());

        assertThat(cell.verdict()).isEqualTo(FAIL);
        assertThat(cell.reason()).contains("lost, which is forbidden").contains("a known limit of this promise");
    }

    /** With unclean.leader.election.enable=false the same loss is none that is known. */
    @Test
    void knowsNoLimitWhereTheLeaderIsWaitedFor() throws IOException {
        Cell cell = judge(history()
                .promising(TRANSACTIONAL)
                .under("alone-min-isr-1", 1, ACK_LOST)
                .event("e1", "/a", 0, 0)
                .event("e2", "/a", 0, 1)
                .effect("e1", "/a", 1, 0, 0)
                .fired());

        assertThat(cell.verdict()).isEqualTo(FAIL);
        assertThat(cell.reason()).doesNotContain("known limit");
    }
}
