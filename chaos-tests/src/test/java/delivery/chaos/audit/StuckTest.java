package delivery.chaos.audit;

import static delivery.chaos.audit.LiteralHistory.history;
import static delivery.chaos.audit.Promises.AT_LEAST_ONCE;
import static delivery.chaos.audit.Promises.TRANSACTIONAL;
import static delivery.chaos.audit.Verdict.INCONCLUSIVE;
import static delivery.contract.Anomaly.STUCK;
import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.history.HistoryLine.Drain;
import delivery.chaos.history.Place;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StuckTest extends OracleTest {
    private static final long PRODUCER = 7;

    private static LiteralHistory done() {
        return history()
                .event("e1", "/a", P0, 0)
                .event("e2", "/a", P0, 1)
                .event("f1", "/b", P1, 0)
                .effect("e1", "/a", 1, P0, 0)
                .effect("e2", "/a", 2, P0, 1)
                .effect("f1", "/b", 1, P1, 0);
    }

    @Test
    void findsNothingStuckWhenEveryOffsetIsCommitted() throws IOException {
        assertThat(found(audit(done()))).isEmpty();
    }

    @Test
    void findsTheEventsAfterTheCommittedOffsetsOfTheirPartitions() throws IOException {
        Audit audit = audit(done().stuckOn("offsets").committed(P0, 1));

        assertThat(found(audit)).isEqualTo(Map.of(STUCK, 1L));
        assertThat(sentences(audit, STUCK))
                .containsExactly("e2 of page /a at events-0@1 is after the committed offset, which is 1");
    }

    @Test
    void saysOfAnEventThatNobodyHasReachedThatItIsStuckAndNotThatItIsLost() throws IOException {
        Audit audit = audit(history()
                .event("e1", "/a", P0, 0)
                .event("e2", "/a", P0, 1)
                .effect("e1", "/a", 1, P0, 0)
                .stuckOn("offsets")
                .committed(P0, 1));

        assertThat(found(audit)).isEqualTo(Map.of(STUCK, 1L));
    }

    @Test
    void takesAPartitionOfWhichNothingWasCommittedForStuckAltogether() throws IOException {
        Audit audit = Auditor.audit(done().writtenBelow(
                        directory,
                        new Drain(
                                5_000,
                                false,
                                false,
                                "offsets",
                                Map.of(P1, 1L),
                                Map.of(P0, 2L, P1, 1L),
                                Map.of(),
                                Set.of())));

        assertThat(found(audit)).isEqualTo(Map.of(STUCK, 2L));
    }

    @Test
    void findsTheEffectsOfATransactionThatNeverEnded() throws IOException {
        Audit audit = audit(done().promising(TRANSACTIONAL)
                .effect("e1", "/a", 1, P0, 2)
                .inTransactionOf(PRODUCER, 3)
                .uncommitted()
                .effect("e2", "/a", 2, P0, 3)
                .inTransactionOf(PRODUCER, 3)
                .uncommitted());

        assertThat(found(audit)).isEqualTo(Map.of(STUCK, 2L));
        assertThat(sentences(audit, STUCK))
                .containsExactly(
                        "effects-0@2 of e1 belongs to a transaction that never ended (producer id 7, epoch 3)",
                        "effects-0@3 of e2 belongs to a transaction that never ended (producer id 7, epoch 3)");
    }

    @Test
    void addsBothAndNamesEventsFirst() throws IOException {
        Audit audit = audit(done().stuckOn("offsets")
                .committed(P1, 0)
                .effect("f1", "/b", 1, P1, 1)
                .inTransactionOf(PRODUCER, 0)
                .uncommitted()
                .promising(TRANSACTIONAL));

        assertThat(found(audit)).isEqualTo(Map.of(STUCK, 2L));
        assertThat(audit.findings().get(STUCK).examples())
                .extracting(example -> example.places().get(0))
                .containsExactly(new Place("events", 1, 0), new Place("effects", 1, 1));
    }

    @Test
    void namesTheOpenEffectsByPartitionAndOffsetWhoeverBeganFirst() throws IOException {
        Audit audit = audit(done().promising(TRANSACTIONAL)
                .effect("f1", "/b", 1, P1, 1)
                .inTransactionOf(PRODUCER + 1, 0)
                .uncommitted()
                .effect("f1", "/b", 1, P1, 2)
                .inTransactionOf(PRODUCER, 0)
                .uncommitted()
                .effect("e1", "/a", 1, P0, 2)
                .inTransactionOf(PRODUCER, 0)
                .uncommitted());

        assertThat(audit.findings().get(STUCK).examples())
                .extracting(example -> example.places().get(0))
                .containsExactly(new Place("effects", 0, 2), new Place("effects", 1, 1), new Place("effects", 1, 2));
    }

    @Test
    void keepsTheFirstTenExamplesAndTheExactCount() throws IOException {
        LiteralHistory history = history().stuckOn("offsets").committed(P0, 5);
        for (int number = 0; number < 25; number++) {
            history.event("e" + number, "/a", P0, number);
        }
        Audit audit = audit(history);

        assertThat(found(audit)).containsEntry(STUCK, 20L);
        assertThat(audit.findings().get(STUCK).examples())
                .hasSize(10)
                .extracting(Example::eventId)
                .startsWith("e5", "e6")
                .endsWith("e14");
    }

    @Test
    void makesACellInconclusiveAsLongAsMoreMayCome() throws IOException {
        Cell cell = done().promising(AT_LEAST_ONCE)
                .stuckOn("offsets")
                .committed(P0, 1)
                .judgedBelow(directory);

        assertThat(cell.verdict()).isEqualTo(INCONCLUSIVE);
        assertThat(cell.count(STUCK)).isEqualTo(1);
        assertThat(cell.reason()).isEqualTo("not drained, it waits on: offsets");
    }
}
