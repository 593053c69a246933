package delivery.chaos.audit;

import static delivery.chaos.audit.LiteralHistory.history;
import static delivery.chaos.audit.Promises.AT_LEAST_ONCE;
import static delivery.chaos.audit.Promises.TRANSACTIONAL;
import static delivery.chaos.audit.Verdict.FAIL;
import static delivery.chaos.audit.Verdict.INCONCLUSIVE;
import static delivery.chaos.audit.Verdict.PASS;
import static delivery.contract.Anomaly.LOST;
import static delivery.contract.Anomaly.MISCOUNTED;
import static delivery.contract.Circumstance.PIPELINE_RESTARTED;
import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.history.HistoryLine.ProcessState;
import delivery.chaos.history.HistoryLine.ProcessState.State;
import delivery.contract.Guarantee;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Mistakes that people made in public, and programs that only look like mistakes. */
class CaseTest {
    @TempDir
    private Path directory;

    private Cell judge(LiteralHistory history) throws IOException {
        return history.judgedBelow(directory);
    }

    static List<Guarantee> promises() {
        return Promises.ALL;
    }

    private static LiteralHistory twoPartitions() {
        return history()
                .event("e1", "/a", 0, 0)
                .event("e2", "/a", 0, 1)
                .event("f1", "/b", 1, 0)
                .effect("e1", "/a", 1, 0, 0)
                .effect("e2", "/a", 2, 0, 1)
                .effect("f1", "/b", 1, 1, 0);
    }

    @ParameterizedTest
    @MethodSource("promises")
    void namesOffsetsThatStayOneShortOfTheEndInEveryPartition(Guarantee promise) throws IOException {
        Cell cell = judge(twoPartitions()
                .promising(promise)
                .committed(0, 1)
                .committed(1, 0)
                .idleBefore("committed offsets {0=1, 1=0}"));

        assertThat(cell.verdict()).isEqualTo(FAIL);
        assertThat(cell.reason())
                .isEqualTo("the pipeline stands idle with 2 records undone, which is forbidden: committed offsets"
                        + " stay one short of the end in every partition");
    }

    @Test
    void convictsWhoStandsIdleBeforeOnePartitionOnly() throws IOException {
        Cell cell = judge(twoPartitions().committed(1, 0).idleBefore("committed offset 0 of events-1 to reach 1"));

        assertThat(cell.verdict()).isEqualTo(FAIL);
        assertThat(cell.reason())
                .endsWith("1 record undone, which is forbidden: committed offset 0 of events-1 to reach 1");
    }

    @Test
    void cannotJudgeWhoIsSilentAndNotIdle() throws IOException {
        assertThat(judge(twoPartitions().committed(1, 0).stuckOn("offsets")).verdict())
                .isEqualTo(INCONCLUSIVE);
    }

    /** Effects by event id over the partitions of the output, counts restored from all of them. */
    @Test
    void acquitsWhoSpreadsThePagesEffectsOverPartitions() throws IOException {
        LiteralHistory history = history().promising(TRANSACTIONAL);
        for (int view = 0; view < 30; view++) {
            history.event("e" + view, "/a", 0, view);
        }
        long[] ends = new long[3];
        for (int view = 0; view < 30; view++) {
            history.effect("e" + view, "/a", view + 1, view * 7 % 3, ends[view * 7 % 3]++);
        }

        assertThat(judge(history).verdict()).isEqualTo(PASS);
    }

    private static LiteralHistory onlyTheLastCountOfEachPage(Guarantee promise) {
        return history()
                .promising(promise)
                .event("e1", "/a", 0, 0)
                .event("e2", "/a", 0, 1)
                .event("f1", "/b", 1, 0)
                .event("e3", "/a", 0, 2)
                .effect("e2", "/a", 2, 0, 0)
                .effect("f1", "/b", 1, 1, 0);
    }

    @Test
    void acquitsACacheThatHandsOnTheLastCountOnlyWhereThatIsThePromise() throws IOException {
        Guarantee ofTheLast = TRANSACTIONAL.ofTheLastCountOfEveryPage();
        LiteralHistory whole = onlyTheLastCountOfEachPage(ofTheLast).effect("e3", "/a", 3, 0, 1);
        LiteralHistory everyEvent = onlyTheLastCountOfEachPage(TRANSACTIONAL).effect("e3", "/a", 3, 0, 1);

        assertThat(judge(whole).verdict()).isEqualTo(PASS);
        assertThat(judge(everyEvent).count(LOST)).isEqualTo(1);
    }

    @Test
    void convictsACacheThatNeverHandsOnTheLastCount() throws IOException {
        Cell cell = judge(onlyTheLastCountOfEachPage(TRANSACTIONAL.ofTheLastCountOfEveryPage()));

        assertThat(cell.verdict()).isEqualTo(FAIL);
        assertThat(cell.count(LOST)).as("e3, and not e1, for which e2 stands").isEqualTo(1);
        assertThat(cell.count(MISCOUNTED)).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("promises")
    void convictsCountsOfTheBatchAlthoughEachPageEndsRight(Guarantee promise) throws IOException {
        Cell cell = judge(history()
                .promising(promise)
                .event("e1", "/a", 0, 0)
                .event("e2", "/a", 0, 1)
                .event("e3", "/a", 0, 2)
                .effect("e1", "/a", 1, 0, 0)
                .effect("e2", "/a", 1, 0, 1)
                .effect("e3", "/a", 3, 0, 2));

        assertThat(cell.verdict()).isEqualTo(FAIL);
        assertThat(cell.reason())
                .isEqualTo("1 page was miscounted, which is forbidden; the first: the effect of e2 at effects-0@1"
                        + " says 1, and that event of page /a is its number 2");
    }

    @Test
    void hasAVerdictOfItsOwnForWhoBreaksTheContract() throws IOException {
        Cell cell = judge(twoPartitions().contractBroken("it did not stop within 30 s after SIGTERM"));

        assertThat(cell.verdict()).isEqualTo(Verdict.CONTRACT_BROKEN);
        assertThat(cell.reason())
                .isEqualTo("the contract of a pipeline is broken: it did not stop within 30 s after SIGTERM");
    }

    @Test
    void takesAnEndWhereNothingIsBrokenForACrash() throws IOException {
        ProcessState exited = new ProcessState(900, "pipeline", 7, State.EXITED, 1, "");
        Cell undisturbed = judge(twoPartitions().promising(AT_LEAST_ONCE).line(exited));
        Cell killed = judge(twoPartitions()
                .promising(AT_LEAST_ONCE)
                .under("pipeline-killed", 1, PIPELINE_RESTARTED)
                .fired()
                .line(exited));

        assertThat(undisturbed.verdict()).isEqualTo(Verdict.CONTRACT_BROKEN);
        assertThat(killed.verdict()).isEqualTo(PASS);
    }
}
