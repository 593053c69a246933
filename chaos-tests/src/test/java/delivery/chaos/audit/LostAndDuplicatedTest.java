package delivery.chaos.audit;

import static delivery.chaos.audit.LiteralHistory.history;
import static delivery.contract.Anomaly.DUPLICATED;
import static delivery.contract.Anomaly.LOST;
import static delivery.contract.Anomaly.MISCOUNTED;
import static delivery.contract.Anomaly.REORDERED;
import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.history.HistoryLine.ProcessState;
import delivery.chaos.history.Place;
import delivery.contract.Circumstance;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LostAndDuplicatedTest extends OracleTest {

    @Test
    void findsNothingWhenEveryEventHasOneEffect() throws IOException {
        Audit audit = audit(history()
                .event("e1", "/a", P0, 0)
                .event("e2", "/a", P0, 1)
                .event("e3", "/b", P1, 0)
                .effect("e1", "/a", 1, P0, 0)
                .effect("e2", "/a", 2, P0, 1)
                .effect("e3", "/b", 1, P1, 0));

        assertThat(found(audit)).isEmpty();
        assertThat(audit.events()).isEqualTo(3);
        assertThat(audit.effects()).isEqualTo(3);
    }

    @Test
    void findsAnEventWithoutEffectLost() throws IOException {
        Audit audit = audit(history()
                .event("e1", "/a", P0, 0)
                .event("e2", "/a", P0, 1)
                .event("e3", "/a", P0, 2)
                .effect("e1", "/a", 1, P0, 0)
                .effect("e3", "/a", 2, P0, 1));

        assertThat(found(audit)).isEqualTo(Map.of(LOST, 1L, MISCOUNTED, 1L));
        assertThat(audit.findings().get(LOST).examples())
                .singleElement()
                .isEqualTo(new Example(
                        "e2", "/a", List.of(new Place("events", 0, 1)), "e2 of page /a at events-0@1 has no effect"));
    }

    @Test
    void findsTheLastEventLostWhenTheOutputEndsEarly() throws IOException {
        Audit audit = audit(
                history().event("e1", "/a", P0, 0).event("e2", "/a", P0, 1).effect("e1", "/a", 1, P0, 0));

        assertThat(sentences(audit, LOST)).containsExactly("e2 of page /a at events-0@1 has no effect");
    }

    @Test
    void findsEveryEventLostAndEveryPageMiscountedInAnEmptyOutput() throws IOException {
        Audit audit = audit(
                history().event("e1", "/a", P0, 0).event("e2", "/a", P0, 1).event("e3", "/b", P1, 0));

        assertThat(found(audit)).isEqualTo(Map.of(LOST, 3L, MISCOUNTED, 2L));
        assertThat(audit.effects()).isZero();
    }

    @Test
    void findsOneEventWithTwoEffectsDuplicatedOnce() throws IOException {
        Audit audit = audit(history()
                .event("e1", "/a", P0, 7)
                .effect("e1", "/a", 1, P0, 118)
                .effect("e1", "/a", 1, P0, 319));

        assertThat(found(audit)).isEqualTo(Map.of(DUPLICATED, 1L));
        assertThat(sentences(audit, DUPLICATED)).containsExactly("e1 has effects at effects-0@118 and effects-0@319");
    }

    @Test
    void countsAnEventWithThreeEffectsOnceAndNamesAllPlaces() throws IOException {
        Audit audit = audit(history()
                .event("e1", "/a", P0, 0)
                .effect("e1", "/a", 1, P0, 0)
                .effect("e1", "/a", 1, P0, 1)
                .effect("e1", "/a", 1, P0, 2));

        assertThat(found(audit)).isEqualTo(Map.of(DUPLICATED, 1L));
        assertThat(sentences(audit, DUPLICATED))
                .containsExactly("e1 has effects at effects-0@0 and effects-0@1 and effects-0@2");
    }

    @Test
    void findsBothALossAndADuplicateThatCancelInTheSum() throws IOException {
        Audit audit = audit(history()
                .event("e1", "/a", P0, 0)
                .event("e2", "/a", P0, 1)
                .effect("e1", "/a", 1, P0, 0)
                .effect("e1", "/a", 2, P0, 1));

        assertThat(audit.effects())
                .as("as many effects as events, and the right last count")
                .isEqualTo(audit.events());
        assertThat(found(audit)).isEqualTo(Map.of(LOST, 1L, DUPLICATED, 1L, MISCOUNTED, 1L));
    }

    @Test
    void findsADuplicateInTwoOutputPartitions() throws IOException {
        Audit audit = audit(
                history().event("e1", "/a", P0, 0).effect("e1", "/a", 1, P0, 5).effect("e1", "/a", 1, P1, 5));

        assertThat(found(audit)).isEqualTo(Map.of(DUPLICATED, 1L));
        assertThat(sentences(audit, DUPLICATED)).containsExactly("e1 has effects at effects-0@5 and effects-1@5");
    }

    @Test
    void findsADuplicateThatLiesBeforeARestart() throws IOException {
        Audit audit = audit(history()
                .event("e1", "/a", P0, 0)
                .event("e2", "/a", P0, 1)
                .line(new ProcessState(10, "pipeline", 100, ProcessState.State.STARTED, null, ""))
                .line(new ProcessState(20, "pipeline", 100, ProcessState.State.KILLED, 137, ""))
                .line(new ProcessState(30, "pipeline", 101, ProcessState.State.STARTED, null, ""))
                .effect("e1", "/a", 1, P0, 0)
                .effect("e1", "/a", 1, P0, 1)
                .effect("e2", "/a", 2, P0, 2));

        assertThat(found(audit)).isEqualTo(Map.of(DUPLICATED, 1L));
        assertThat(audit.processes()).hasSize(3);
    }

    @Test
    void findsADuplicateThatLiesBeforeARebalance() throws IOException {
        Audit audit = audit(history()
                .event("e1", "/a", P0, 0)
                .event("e2", "/a", P0, 1)
                .observed(Circumstance.REBALANCED)
                .effect("e1", "/a", 1, P0, 0)
                .effect("e1", "/a", 1, P0, 1)
                .effect("e2", "/a", 2, P0, 2));

        assertThat(found(audit)).isEqualTo(Map.of(DUPLICATED, 1L));
        assertThat(sentences(audit, DUPLICATED)).containsExactly("e1 has effects at effects-0@0 and effects-0@1");
    }

    @Test
    void holdsEventsOfOnePageInDifferentPartitionsForDifferentEvents() throws IOException {
        Audit audit = audit(history()
                .event("e1", "/a", P0, 0)
                .event("e2", "/a", P1, 0)
                .effect("e2", "/a", 1, P0, 0)
                .effect("e1", "/a", 1, P0, 1));

        assertThat(found(audit))
                .as("same offset, other partition; no order between them")
                .doesNotContainKey(REORDERED);
        assertThat(found(audit)).isEmpty();
    }

    @Test
    void keepsTheFirstTenExamplesInReadingOrderAndTheExactCount() throws IOException {
        LiteralHistory history = history();
        for (int number = 0; number < 25; number++) {
            history.event("lost-" + number, "/lost", P0, number);
            history.event("twice-" + number, "/twice", P1, number);
        }
        for (int number = 0; number < 25; number++) {
            history.effect("twice-" + number, "/twice", number + 1, P1, 2L * number);
            history.effect("twice-" + number, "/twice", number + 1, P1, 2 * number + 1);
        }
        Audit audit = audit(history);

        assertThat(found(audit)).isEqualTo(Map.of(LOST, 25L, DUPLICATED, 25L, MISCOUNTED, 1L));
        assertThat(audit.findings().get(LOST).examples())
                .extracting(Example::eventId)
                .containsExactly(
                        "lost-0", "lost-1", "lost-2", "lost-3", "lost-4", "lost-5", "lost-6", "lost-7", "lost-8",
                        "lost-9");
        assertThat(audit.findings().get(DUPLICATED).examples())
                .hasSize(10)
                .last()
                .satisfies(example -> {
                    assertThat(example.eventId()).isEqualTo("twice-9");
                    assertThat(example.places())
                            .containsExactly(new Place("effects", 1, 18), new Place("effects", 1, 19));
                });
    }
}
