package delivery.chaos.audit;

import static delivery.chaos.audit.LiteralHistory.history;
import static delivery.chaos.audit.Promises.AT_LEAST_ONCE;
import static delivery.chaos.audit.Promises.TRANSACTIONAL;
import static delivery.chaos.audit.Verdict.FAIL;
import static delivery.chaos.audit.Verdict.INCONCLUSIVE;
import static delivery.contract.Anomaly.LOST;
import static delivery.contract.Anomaly.MISCOUNTED;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What more time cannot undo convicts, whether the pipeline was through its input or not; all else is not said yet. */
class DefiniteTest {
    @TempDir
    private Path directory;

    /** The pipeline is stuck behind e1. */
    private static LiteralHistory stuck() {
        return history()
                .promising(TRANSACTIONAL)
                .event("e1", "/a", 0, 0)
                .event("e2", "/a", 0, 1)
                .event("e3", "/a", 0, 2)
                .stuckOn("offsets")
                .committed(0, 1);
    }

    private Cell judge(LiteralHistory history) throws IOException {
        return history.judgedBelow(directory);
    }

    private void fails(LiteralHistory history, String why) throws IOException {
        Cell cell = judge(history);

        assertThat(cell.verdict()).isEqualTo(FAIL);
        assertThat(cell.reason()).contains(why).endsWith("; not drained, it waits on: offsets");
    }

    @Test
    void saysNothingOfWhatNobodyHasReached() throws IOException {
        Cell cell = judge(stuck().effect("e1", "/a", 1, 0, 0));

        assertThat(cell.verdict()).isEqualTo(INCONCLUSIVE);
        assertThat(cell.count(LOST)).isZero();
        assertThat(cell.count(MISCOUNTED)).isZero();
        assertThat(cell.attribution(LOST)).isEqualTo(Attribution.NONE);
    }

    @Test
    void convictsOfALossBelowTheCommittedOffset() throws IOException {
        fails(stuck(), "1 event was lost, which is forbidden; the first: e1 of page /a at events-0@0");
    }

    @Test
    void convictsOfADuplicate() throws IOException {
        fails(
                stuck().effect("e1", "/a", 1, 0, 0).effect("e1", "/a", 1, 0, 1),
                "1 event was duplicated, which is forbidden");
    }

    @Test
    void convictsOfACountThatIsTooHigh() throws IOException {
        fails(stuck().effect("e1", "/a", 2, 0, 0), "1 page was miscounted, which is forbidden");
    }

    @Test
    void convictsOfEffectsInTheWrongOrder() throws IOException {
        fails(
                stuck().effect("e2", "/a", 2, 0, 0).effect("e1", "/a", 1, 0, 1),
                "1 event was reordered, which is forbidden");
    }

    @Test
    void convictsOfAnEffectOfNoEvent() throws IOException {
        fails(
                stuck().effect("e1", "/a", 1, 0, 0).effect("nobody", "/a", 2, 0, 1),
                "1 effect was of no event (phantom), which is forbidden");
    }

    @Test
    void convictsOfAnAbortedEffectThatWasRead() throws IOException {
        fails(
                stuck().effect("e1", "/a", 1, 0, 0).inTransactionOf(7, 0).abort(0, 1, 7, 1),
                "1 effect was read out of an aborted transaction, which is forbidden");
    }

    @Test
    void convictsOfATornTransaction() throws IOException {
        fails(
                stuck().effect("e1", "/a", 1, 0, 0)
                        .inTransactionOf(7, 0)
                        .commit(0, 1, 7, 1)
                        .effect("e2", "/a", 2, 1, 0)
                        .inTransactionOf(7, 0)
                        .uncommitted()
                        .abort(1, 1, 7, 1),
                "1 transaction was torn, which is forbidden");
    }

    @Test
    void saysNothingYetOfAnEventWhoseEffectStandsInAnUndecidedTransaction() throws IOException {
        Cell cell =
                judge(stuck().effect("e1", "/a", 1, 0, 0).inTransactionOf(7, 0).uncommitted());

        assertThat(cell.verdict()).isEqualTo(INCONCLUSIVE);
        assertThat(cell.count(LOST)).isZero();
    }

    @Test
    void convictsOfALossWhoseOnlyEffectWasAborted() throws IOException {
        fails(
                stuck().effect("e1", "/a", 1, 0, 0)
                        .inTransactionOf(7, 0)
                        .uncommitted()
                        .abort(0, 1, 7, 1),
                "1 event was lost, which is forbidden");
    }

    @Test
    void convictsOfEffectsThatWereAcknowledgedAndAreNowhere() throws IOException {
        Cell cell = judge(history()
                .promising(AT_LEAST_ONCE)
                .event("e1", "/a", 0, 0)
                .effect("e1", "/a", 1, 0, 0)
                .unreadableUpTo(0, 3));

        assertThat(cell.verdict()).isEqualTo(FAIL);
        assertThat(cell.reason())
                .isEqualTo("effects that were acknowledged are nowhere, a loss, which is forbidden: effects-0 was"
                        + " acknowledged up to offset 2 and ends before offset 1");
    }

    @Test
    void acquitsOfEffectsThatCouldBeReadLater() throws IOException {
        Cell cell = judge(
                history().event("e1", "/a", 0, 0).effect("e1", "/a", 1, 0, 0).unreadableUpTo(0, 1));

        assertThat(cell.verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void convictsWhoCommitsBeyondTheEnd() throws IOException {
        Cell cell = judge(
                history().event("e1", "/a", 0, 0).effect("e1", "/a", 1, 0, 0).committed(0, 2));

        assertThat(cell.verdict()).isEqualTo(FAIL);
        assertThat(cell.reason())
                .isEqualTo("the committed offset of events-0 is 2, beyond the end of the input, which is 1: what is"
                        + " written there next will be passed over");
    }

    @Test
    void acquitsWhoCommitsAfterWhatWasAbortedUpstream() throws IOException {
        Cell cell = judge(history()
                .event("e1", "/a", 0, 0)
                .line(new delivery.chaos.history.HistoryLine.Gap(0, 1, 4, "an aborted transaction and its marker"))
                .effect("e1", "/a", 1, 0, 0)
                .committed(0, 5));

        assertThat(cell.verdict()).isEqualTo(Verdict.PASS);
    }
}
