package delivery.chaos.audit;

import static delivery.chaos.audit.LiteralHistory.history;
import static delivery.chaos.audit.Promises.AT_LEAST_ONCE;
import static delivery.chaos.audit.Promises.AT_MOST_ONCE;
import static delivery.chaos.audit.Verdict.FAIL;
import static delivery.chaos.audit.Verdict.NOT_EXERCISED;
import static delivery.chaos.audit.Verdict.PASS;
import static delivery.contract.Anomaly.DUPLICATED;
import static delivery.contract.Anomaly.LOST;
import static delivery.contract.Anomaly.MISCOUNTED;
import static delivery.contract.Circumstance.ACK_LOST;
import static delivery.contract.Circumstance.BROKER_KILLED;
import static delivery.contract.Circumstance.PIPELINE_RESTARTED;
import static delivery.contract.Circumstance.UNDISTURBED;
import static delivery.contract.Circumstance.ZOMBIE;
import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.history.HistoryLine.NotFired;
import delivery.chaos.history.HistoryLine.Range;
import delivery.chaos.history.HistoryLine.Schedule;
import delivery.contract.Circumstance;
import delivery.contract.Guarantee;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A promise leaves open what the fault brings about, and nothing else; and it is kept only where something was at risk.
 */
class OutsideTest {
    private static final Map<String, Object> PROOF = Map.of("offset", 17);

    @TempDir
    private Path directory;

    private Cell judge(LiteralHistory history) throws IOException {
        return history.judgedBelow(directory);
    }

    /** Only e2 was in flight. */
    private static LiteralHistory struck(Guarantee promise, String fault, Circumstance circumstance) {
        return history()
                .promising(promise)
                .under(fault, 1, circumstance)
                .line(new Schedule(List.of(new Schedule.Aim("PRODUCE", 0, 1))))
                .event("e1", "/a", 0, 0)
                .event("e2", "/a", 0, 1)
                .event("e3", "/b", 0, 2)
                .fired("it struck", PROOF, List.of(new Range(0, 1, 1)));
    }

    @Test
    void leavesOpenWhatWasInFlight() throws IOException {
        Cell cell = judge(struck(AT_MOST_ONCE, "pipeline-killed", PIPELINE_RESTARTED)
                .effect("e1", "/a", 1, 0, 0)
                .effect("e3", "/b", 1, 0, 1));

        assertThat(cell.verdict()).isEqualTo(PASS);
        assertThat(cell.count(LOST)).isEqualTo(1);
    }

    @Test
    void convictsOfALossThatNoFaultHadInFlight() throws IOException {
        Cell cell = judge(
                struck(AT_MOST_ONCE, "pipeline-killed", PIPELINE_RESTARTED).effect("e1", "/a", 1, 0, 0));

        assertThat(cell.verdict()).isEqualTo(FAIL);
        assertThat(cell.reason())
                .startsWith("1 event was lost that no strike had in flight; the first: e3 of page /b at events-0@2");
    }

    @Test
    void convictsOfADuplicateThatNoFaultHadInFlight() throws IOException {
        Cell cell = judge(struck(AT_LEAST_ONCE, "acks-lost", ACK_LOST)
                .effect("e1", "/a", 1, 0, 0)
                .effect("e2", "/a", 2, 0, 1)
                .effect("e3", "/b", 1, 0, 2)
                .effect("e3", "/b", 1, 0, 3));

        assertThat(cell.verdict()).isEqualTo(FAIL);
        assertThat(cell.audit().outside().get(DUPLICATED).count()).isEqualTo(1);
        assertThat(new Conviction(
                                "twice",
                                DUPLICATED,
                                cell,
                                judge(struck(AT_LEAST_ONCE, "acks-lost", ACK_LOST)
                                        .effect("e1", "/a", 1, 0, 0)
                                        .effect("e2", "/a", 2, 0, 1)
                                        .effect("e3", "/b", 1, 0, 2)))
                        .isConvicted())
                .isTrue();
    }

    @Test
    void convictsOfAMiscountThatFollowsFromNothing() throws IOException {
        Cell cell = judge(struck(AT_LEAST_ONCE, "acks-lost", ACK_LOST)
                .effect("e1", "/a", 1, 0, 0)
                .effect("e2", "/a", 2, 0, 1)
                .effect("e2", "/a", 3, 0, 2)
                .effect("e3", "/b", 7, 0, 3));

        assertThat(cell.verdict()).isEqualTo(FAIL);
        assertThat(cell.count(MISCOUNTED))
                .as("/a by its duplicate, /b by nothing")
                .isEqualTo(2);
        assertThat(cell.reason())
                .isEqualTo("1 page was miscounted of which no event was in flight, lost, duplicated or"
                        + " reordered; the first: page /b ends with 7 (double count) at effects-0@3, its true count"
                        + " is 1");
    }

    /** A zombie's effect of e2 comes late, and its replacement never counted it: e4 says 2. */
    @Test
    void leavesOpenTheCountsOfAPageThatHadAnEventInFlight() throws IOException {
        Cell cell = judge(struck(AT_MOST_ONCE, "zombie", ZOMBIE)
                .event("e4", "/a", 0, 3)
                .effect("e1", "/a", 1, 0, 0)
                .effect("e3", "/b", 1, 0, 1)
                .effect("e2", "/a", 2, 0, 2)
                .effect("e4", "/a", 2, 0, 3));

        assertThat(cell.verdict()).isEqualTo(PASS);
        assertThat(cell.count(MISCOUNTED)).isEqualTo(1);
    }

    @Test
    void leavesOpenTheCountOfAPageWithAnEventThatWasInFlight() throws IOException {
        Cell cell = judge(struck(AT_MOST_ONCE, "zombie", ZOMBIE)
                .effect("e1", "/a", 1, 0, 0)
                .effect("e2", "/a", 1, 0, 1)
                .effect("e3", "/b", 1, 0, 2));

        assertThat(cell.verdict()).as(cell.reason()).isEqualTo(PASS);
        assertThat(cell.count(MISCOUNTED)).isEqualTo(1);
    }

    @Test
    void exceptsByNameARaceThatKafkaDocuments() throws IOException {
        Cell atMostOnce =
                judge(struck(AT_MOST_ONCE, "broker-killed", BROKER_KILLED).effect("e1", "/a", 1, 0, 0));
        Cell inTheAtlas =
                judge(struck(AT_MOST_ONCE, "fetch/broker-killed", BROKER_KILLED).effect("e1", "/a", 1, 0, 0));
        Cell atLeastOnce = judge(struck(AT_LEAST_ONCE, "broker-killed", BROKER_KILLED)
                .effect("e1", "/a", 1, 0, 0)
                .effect("e2", "/a", 2, 0, 1)
                .effect("e3", "/b", 1, 0, 2)
                .effect("e3", "/b", 1, 0, 3));

        assertThat(atMostOnce.verdict()).isEqualTo(PASS);
        assertThat(inTheAtlas.verdict()).isEqualTo(PASS);
        assertThat(atLeastOnce.verdict()).isEqualTo(FAIL);
    }

    @Test
    void doesNotBlameThePipelineForAStrikeThatCouldNotBeProven() throws IOException {
        Cell cell = judge(struck(AT_MOST_ONCE, "pipeline-killed", PIPELINE_RESTARTED)
                .under("pipeline-killed", 2, PIPELINE_RESTARTED)
                .line(new NotFired(10, "its second moment never came"))
                .effect("e1", "/a", 1, 0, 0));

        assertThat(cell.verdict()).isEqualTo(NOT_EXERCISED);
    }

    @Test
    void isNotExercisedWhereNothingWasAtRisk() throws IOException {
        Cell cell = judge(history()
                .under("pipeline-killed", 1, PIPELINE_RESTARTED)
                .line(new Schedule(List.of(new Schedule.Aim("PRODUCE", 0, 0))))
                .event("e1", "/a", 0, 0)
                .atRisk()
                .fired()
                .effect("e1", "/a", 1, 0, 0));

        assertThat(cell.verdict()).isEqualTo(NOT_EXERCISED);
        assertThat(cell.reason()).isEqualTo("the fault struck 1 time, and no strike put an event at risk");
        assertThat(cell.atRisk(DUPLICATED)).isZero();
    }

    @Test
    void letsTheLogDecideWhetherAnEventCouldBeDoneTwice() throws IOException {
        Cell cell = judge(history()
                .promising(AT_MOST_ONCE)
                .under("pipeline-killed", 1, PIPELINE_RESTARTED)
                .event("e1", "/a", 0, 0)
                .event("e2", "/a", 0, 1)
                .event("e3", "/a", 0, 2)
                .atRisk(new Range(0, 0, 1), new Range(0, 1, 2))
                .fired()
                .effect("e1", "/a", 1, 0, 0)
                .effect("e2", "/a", 2, 0, 1)
                .uncommitted());

        assertThat(cell.atRisk(LOST)).as("each once").isEqualTo(3);
        assertThat(cell.atRisk(DUPLICATED)).as("e3 was never written").isEqualTo(2);
    }

    @Test
    void asksNotForAFiringOfWhatBefellTopicsThatAreGiven() throws IOException {
        LiteralHistory twice = history()
                .promising(AT_LEAST_ONCE)
                .event("e1", "/a", 0, 0)
                .effect("e1", "/a", 1, 0, 0)
                .effect("e1", "/a", 1, 0, 1);

        Cell restarted = judge(twice.ofTopicsGiven(PIPELINE_RESTARTED));
        assertThat(restarted.verdict()).isEqualTo(PASS);
        assertThat(restarted.reason()).endsWith("1 event duplicated (expected)");

        Cell undisturbed = judge(twice.ofTopicsGiven(UNDISTURBED));
        assertThat(undisturbed.verdict()).isEqualTo(FAIL);
        assertThat(undisturbed.reason()).startsWith("1 event was duplicated, which is forbidden");
    }
}
