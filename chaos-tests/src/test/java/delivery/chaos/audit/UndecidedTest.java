package delivery.chaos.audit;

import static delivery.chaos.audit.LiteralHistory.history;
import static delivery.chaos.audit.Promises.TRANSACTIONAL;
import static delivery.chaos.audit.Verdict.HARNESS_ERROR;
import static delivery.chaos.audit.Verdict.INCONCLUSIVE;
import static delivery.chaos.audit.Verdict.PASS;
import static delivery.contract.Anomaly.LOST;
import static delivery.contract.Circumstance.ACK_LOST;
import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.history.HistoryLine.Drain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Histories that say nothing of the pipeline: harness errors come first, then what did not drain, then all else. */
class UndecidedTest {
    @TempDir
    private Path directory;

    private Cell judge(LiteralHistory history) throws IOException {
        return history.judgedBelow(directory);
    }

    private static LiteralHistory clean() {
        return history().event("e1", "/a", 0, 0).effect("e1", "/a", 1, 0, 0);
    }

    private Cell judgeClean(Drain drain) throws IOException {
        return Judge.judge(clean().writtenBelow(directory, drain), "evidence");
    }

    private static Drain drained(Map<Integer, Long> committedOffsets) {
        return new Drain(5_000, true, false, "", committedOffsets, Map.of(0, 1L), Map.of(), Set.of());
    }

    @Test
    void isInconclusiveWhenNotDrainedAndSaysOnWhatItWaits() throws IOException {
        Cell cell = judge(clean().stuckOn("committed offset of events-0: 0 of 1"));

        assertThat(cell.verdict()).isEqualTo(INCONCLUSIVE);
        assertThat(cell.reason()).isEqualTo("not drained, it waits on: committed offset of events-0: 0 of 1");
    }

    @Test
    void isInconclusiveAndNotFailedByWhatWasNotYetDone() throws IOException {
        Cell cell = judge(history().event("e1", "/a", 0, 0).stuckOn("effects").committed(0, 0));

        assertThat(cell.verdict()).isEqualTo(INCONCLUSIVE);
        assertThat(cell.count(LOST)).isZero();
        assertThat(cell.reason()).doesNotContain("LOST");
    }

    @Test
    void isInconclusiveWhenItsFaultNeverFiredEither() throws IOException {
        assertThat(judge(clean().under("acks-lost", 1, ACK_LOST).stuckOn("effects"))
                        .verdict())
                .isEqualTo(INCONCLUSIVE);
    }

    @Test
    void isInconclusiveWhenATransactionNeverEndedWhateverTheDrainSays() throws IOException {
        Cell cell = judge(clean().promising(TRANSACTIONAL)
                .effect("e1", "/a", 1, 0, 1)
                .inTransactionOf(7, 0)
                .uncommitted());

        assertThat(cell.verdict()).isEqualTo(INCONCLUSIVE);
        assertThat(cell.reason()).isEqualTo("not drained: 1 effect of transactions that never ended");
    }

    @Test
    void isAHarnessErrorBeforeAllElse() throws IOException {
        Cell cell = judge(history()
                .event("e1", "/a", 0, 0)
                .stuckOn("effects")
                .harnessError("broker-2 did not come back")
                .harnessError("the link leaked"));

        assertThat(cell.verdict()).isEqualTo(HARNESS_ERROR);
        assertThat(cell.reason()).isEqualTo("the harness failed: broker-2 did not come back; the link leaked");
    }

    @Test
    void isAHarnessErrorWithoutEvents() throws IOException {
        Cell cell = judge(history());

        assertThat(cell.verdict()).isEqualTo(HARNESS_ERROR);
        assertThat(cell.reason()).isEqualTo("no event was sent, so there is nothing to judge by");
    }

    @Test
    void isAHarnessErrorWhenNothingSaysWhetherItDrained() throws IOException {
        Cell cell = judgeClean(null);

        assertThat(cell.verdict()).isEqualTo(HARNESS_ERROR);
        assertThat(cell.reason()).isEqualTo("the history does not say whether the pipeline drained");
    }

    @Test
    void isAHarnessErrorWhenTheOffsetsBelieTheDrain() throws IOException {
        assertThat(judgeClean(drained(Map.of(0, 1L))).verdict()).isEqualTo(PASS);
        assertThat(judgeClean(drained(Map.of(0, 0L))).reason())
                .isEqualTo("the history says drained, but the committed offset of events-0 is 0 and its last event"
                        + " stands at 0");
        assertThat(judgeClean(drained(Map.of(1, 1L))).verdict()).isEqualTo(HARNESS_ERROR);
    }

    @Test
    void isAHarnessErrorWhenTheScenarioNamesNoCircumstance() throws IOException {
        assertThat(judge(clean().under("acks-lost", 0)).verdict()).isEqualTo(HARNESS_ERROR);
    }

    @Test
    void isAHarnessErrorWithoutNumbersWhenTheInputHasAnIdTwice() throws IOException {
        Cell cell = judge(clean().under("acks-lost", 0, ACK_LOST));
        Cell broken =
                judge(history().event("e1", "/a", 0, 0).event("e2", "/a", 0, 1).event("e1", "/b", 3, 9));

        assertThat(cell.isAudited()).isTrue();
        assertThat(broken.verdict()).isEqualTo(HARNESS_ERROR);
        assertThat(broken.reason()).contains("line 4: event id e1 is in the input twice: at events-0@0 and events-3@9");
        assertThat(broken.isAudited()).isFalse();
        assertThat(broken.count(LOST)).isNull();
        assertThat(broken.examples(LOST)).isEmpty();
        assertThat(broken.durationMs()).isNull();
    }

    @Test
    void namesACellThatLeftNoHistory() {
        Cell cell = LiteralHistory.missing(clean().scenario(), "the cluster did not start", "evidence/none");

        assertThat(cell.id()).isEqualTo("at-least-once/control");
        assertThat(cell.verdict()).isEqualTo(HARNESS_ERROR);
        assertThat(cell.reason()).isEqualTo("the cluster did not start");
        assertThat(cell.evidenceSha256()).isEmpty();
        assertThat(cell.audit().events()).isZero();
        assertThat(cell.notShown()).isEqualTo(List.of());
    }
}
