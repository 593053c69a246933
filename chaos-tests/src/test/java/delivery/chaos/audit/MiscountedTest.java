package delivery.chaos.audit;

import static delivery.chaos.audit.LiteralHistory.history;
import static delivery.contract.Anomaly.DUPLICATED;
import static delivery.contract.Anomaly.LOST;
import static delivery.contract.Anomaly.MISCOUNTED;
import static delivery.contract.Anomaly.PHANTOM;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MiscountedTest extends OracleTest {

    /** Three views of one page and one of another. */
    private static LiteralHistory views() {
        return history()
                .event("e1", "/a", P0, 0)
                .event("e2", "/a", P0, 1)
                .event("e3", "/a", P0, 2)
                .event("f1", "/b", P1, 0);
    }

    @Test
    void findsADoubleCount() throws IOException {
        Audit audit = audit(views().effect("e1", "/a", 1, P0, 0)
                .effect("e2", "/a", 2, P0, 1)
                .effect("e3", "/a", 4, P0, 2)
                .effect("f1", "/b", 1, P1, 0));

        assertThat(found(audit)).isEqualTo(Map.of(MISCOUNTED, 1L));
        assertThat(sentences(audit, MISCOUNTED))
                .containsExactly("page /a ends with 4 (double count) at effects-0@2, its true count is 3");
    }

    @Test
    void countsAnEffectForThePageThatItNames() throws IOException {
        Audit audit = audit(views().effect("e1", "/a", 1, P0, 0)
                .effect("e2", "/a", 2, P0, 1)
                .effect("e3", "/b", 9, P1, 0)
                .effect("e3", "/a", 3, P0, 2)
                .effect("f1", "/b", 1, 2, 0));

        assertThat(sentences(audit, MISCOUNTED))
                .containsExactly("the counts of page /b, which lie in several partitions, are not 1 to 1, for 9 at"
                        + " effects-1@0 is of no event of it");
    }

    @Test
    void findsALostUpdate() throws IOException {
        Audit audit = audit(views().effect("e1", "/a", 1, P0, 0)
                .effect("e2", "/a", 2, P0, 1)
                .effect("e3", "/a", 2, P0, 2)
                .effect("f1", "/b", 1, P1, 0));

        assertThat(found(audit)).isEqualTo(Map.of(MISCOUNTED, 1L));
        assertThat(sentences(audit, MISCOUNTED))
                .containsExactly("page /a ends with 2 (lost update) at effects-0@2, its true count is 3");
    }

    @Test
    void findsAPageThatEndsRightAndSaysWrongCountsOnItsWay() throws IOException {
        Audit audit = audit(views().effect("e1", "/a", 9, P0, 0)
                .effect("e2", "/a", 0, P0, 1)
                .effect("e3", "/a", 3, P0, 2)
                .effect("f1", "/b", 1, P1, 0));

        assertThat(found(audit)).isEqualTo(Map.of(MISCOUNTED, 1L));
        assertThat(sentences(audit, MISCOUNTED))
                .containsExactly("the effect of e1 at effects-0@0 says 9, and that event of page /a is its number 1");
    }

    @Test
    void goesByTheHighestOffsetNotByTheHighestCount() throws IOException {
        Audit audit = audit(views().effect("e1", "/a", 1, P0, 0)
                .effect("e2", "/a", 2, P0, 1)
                .effect("e3", "/a", 3, P0, 2)
                .effect("e2", "/a", 2, P0, 3)
                .effect("f1", "/b", 1, P1, 0));

        assertThat(found(audit)).isEqualTo(Map.of(DUPLICATED, 1L, MISCOUNTED, 1L));
    }

    @Test
    void findsAPageWhoseOnlyEventWasLost() throws IOException {
        Audit audit = audit(views().effect("e1", "/a", 1, P0, 0)
                .effect("e2", "/a", 2, P0, 1)
                .effect("e3", "/a", 3, P0, 2));

        assertThat(found(audit)).isEqualTo(Map.of(LOST, 1L, MISCOUNTED, 1L));
        assertThat(sentences(audit, MISCOUNTED)).containsExactly("page /b has no effect, its true count is 1");
    }

    @Test
    void findsALossAndADoubleCountOfTwoPagesThatCancelInTheSum() throws IOException {
        Audit audit = audit(history()
                .event("e1", "/a", P0, 0)
                .event("e2", "/b", P0, 1)
                .effect("e1", "/a", 2, P0, 0)
                .effect("e2", "/b", 0, P0, 1));

        assertThat(found(audit)).isEqualTo(Map.of(MISCOUNTED, 2L));
    }

    @Test
    void countsTheLastEffectOfAPageAlsoIfItIsAPhantom() throws IOException {
        Audit audit = audit(
                history().event("e1", "/a", P0, 0).effect("e1", "/a", 1, P0, 0).effect("nobody", "/a", 2, P0, 1));

        assertThat(found(audit)).isEqualTo(Map.of(PHANTOM, 1L, MISCOUNTED, 1L));
    }

    @Test
    void findsAPageThatEndsWithNoNumber() throws IOException {
        Audit audit = audit(history().event("e1", "/a", P0, 0).effect("e1", "/a", null, P0, 0));

        assertThat(found(audit)).isEqualTo(Map.of(PHANTOM, 1L, MISCOUNTED, 1L));
        assertThat(sentences(audit, MISCOUNTED))
                .containsExactly("page /a ends with a value that is no number at effects-0@0, its true count is 1");
    }

    @Test
    void acquitsAPageWhoseEffectsLieInSeveralPartitionsIfItsCountsTogetherAreRight() throws IOException {
        Audit audit = audit(history()
                .event("e1", "/a", P0, 0)
                .event("e2", "/a", P0, 1)
                .effect("e1", "/a", 1, P0, 0)
                .effect("e2", "/a", 2, P1, 0));

        assertThat(found(audit)).isEmpty();
        assertThat(audit.strayEffects()).as("recorded, and no anomaly").isEqualTo(1);
    }

    @Test
    void findsAPageWhoseEffectsLieInSeveralPartitionsAndDoNotCountTogether() throws IOException {
        Audit audit = audit(history()
                .event("e1", "/a", P0, 0)
                .event("e2", "/a", P0, 1)
                .event("e3", "/a", P0, 2)
                .effect("e1", "/a", 1, P0, 0)
                .effect("e3", "/a", 2, P0, 1)
                .effect("e2", "/a", 1, P1, 0));

        assertThat(found(audit)).isEqualTo(Map.of(MISCOUNTED, 1L));
    }

    @Test
    void acquitsAPageOfSeveralInputPartitionsThatIsCountedInEachOfThem() throws IOException {
        Audit audit = audit(history()
                .event("e1", "/a", P0, 0)
                .event("e2", "/a", P0, 1)
                .event("e3", "/a", P1, 0)
                .effect("e1", "/a", 1, P0, 0)
                .effect("e2", "/a", 2, P0, 1)
                .effect("e3", "/a", 1, P1, 0));

        assertThat(found(audit)).isEmpty();
    }

    @Test
    void findsCountsThatWereClamped() throws IOException {
        LiteralHistory history = history();
        for (int view = 0; view < 150; view++) {
            history.event("e" + view, "/a", P0, view);
        }
        for (int view = 0; view < 150; view++) {
            history.effect("e" + view, "/a", Math.min(99, view + 1), P0, view);
        }
        Cell cell = history.promising(Promises.AT_MOST_ONCE).judgedBelow(directory);

        assertThat(cell.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(cell.count(MISCOUNTED)).isEqualTo(1);
    }

    @Test
    void findsTheCountsOfABatchInThePlaceOfRunningCounts() throws IOException {
        Audit audit = audit(views().effect("e1", "/a", 1, P0, 0)
                .effect("e2", "/a", 1, P0, 1)
                .effect("e3", "/a", 3, P0, 2)
                .effect("f1", "/b", 1, P1, 0));

        assertThat(found(audit)).isEqualTo(Map.of(MISCOUNTED, 1L));
    }

    @Test
    void leavesAPageThatWasNeverViewedToThePhantoms() throws IOException {
        Audit audit = audit(
                history().event("e1", "/a", P0, 0).effect("e1", "/a", 1, P0, 0).effect("nobody", "/never", 5, P0, 1));

        assertThat(found(audit)).isEqualTo(Map.of(PHANTOM, 1L));
    }
}
