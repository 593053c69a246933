package delivery.chaos.audit;

import static delivery.chaos.audit.LiteralHistory.history;
import static delivery.chaos.audit.Promises.AT_LEAST_ONCE;
import static delivery.chaos.audit.Promises.TRANSACTIONAL;
import static delivery.contract.Anomaly.ABORTED_READ;
import static delivery.contract.Anomaly.DUPLICATED;
import static delivery.contract.Anomaly.LOST;
import static delivery.contract.Anomaly.MISCOUNTED;
import static delivery.contract.Anomaly.STUCK;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TransactionsTest extends OracleTest {
    private static final long PRODUCER = 7;
    private static final long OTHER_PRODUCER = 8;

    private static LiteralHistory oneEvent() {
        return history().promising(TRANSACTIONAL).event("e1", "/a", P0, 0);
    }

    @Test
    void acquitsACommittedTransaction() throws IOException {
        Audit audit = audit(oneEvent()
                .effect("e1", "/a", 1, P0, 0)
                .inTransactionOf(PRODUCER, 3)
                .commit(P0, 1, PRODUCER, 4));

        assertThat(found(audit)).isEmpty();
        assertThat(audit.openEffects()).isZero();
    }

    @Test
    void acquitsATransactionThatWasAbortedAndThenRetried() throws IOException {
        Audit audit = audit(oneEvent()
                .effect("e1", "/a", 1, P0, 0)
                .inTransactionOf(PRODUCER, 3)
                .uncommitted()
                .abort(P0, 1, PRODUCER, 4)
                .effect("e1", "/a", 1, P0, 2)
                .inTransactionOf(PRODUCER, 4)
                .commit(P0, 3, PRODUCER, 5));

        assertThat(found(audit)).isEmpty();
        assertThat(audit.effects()).isEqualTo(1);
        assertThat(audit.uncommittedEffects()).as("what the abort cost").isEqualTo(1);
    }

    @Test
    void findsTheSameTwoEffectsDuplicatedAtReadUncommitted() throws IOException {
        Audit audit = audit(history()
                .promising(AT_LEAST_ONCE)
                .event("e1", "/a", P0, 0)
                .effect("e1", "/a", 1, P0, 0)
                .inTransactionOf(PRODUCER, 3)
                .uncommitted()
                .abort(P0, 1, PRODUCER, 4)
                .effect("e1", "/a", 1, P0, 2)
                .inTransactionOf(PRODUCER, 4)
                .commit(P0, 3, PRODUCER, 5));

        assertThat(found(audit)).isEqualTo(Map.of(DUPLICATED, 1L));
        assertThat(audit.effects()).isEqualTo(2);
    }

    @Test
    void findsAnEventLostWhoseOnlyEffectWasAborted() throws IOException {
        Audit audit = audit(oneEvent()
                .effect("e1", "/a", 1, P0, 0)
                .inTransactionOf(PRODUCER, 3)
                .uncommitted()
                .abort(P0, 1, PRODUCER, 4));

        assertThat(found(audit)).isEqualTo(Map.of(LOST, 1L, MISCOUNTED, 1L));
        assertThat(sentences(audit, LOST))
                .containsExactly("e1 of page /a at events-0@0 has no effect but one that only read_uncommitted shows");
    }

    @Test
    void countsTheEffectsOfATransactionThatNeverEnded() throws IOException {
        Audit audit = audit(oneEvent()
                .effect("e1", "/a", 1, P0, 0)
                .inTransactionOf(PRODUCER, 3)
                .uncommitted());

        assertThat(audit.openEffects()).isEqualTo(1);
        assertThat(found(audit)).isEqualTo(Map.of(STUCK, 1L, LOST, 1L, MISCOUNTED, 1L));
    }

    @Test
    void doesNotLetAMarkerOfAnotherProducerOrPartitionEndATransaction() throws IOException {
        Audit audit = audit(oneEvent()
                .effect("e1", "/a", 1, P0, 0)
                .inTransactionOf(PRODUCER, 3)
                .abort(P0, 1, OTHER_PRODUCER, 3)
                .abort(P1, 1, PRODUCER, 3));

        assertThat(found(audit)).isEqualTo(Map.of(STUCK, 1L));
        assertThat(audit.openEffects()).isEqualTo(1);
    }

    @Test
    void findsAnAbortedReadWhenTheMarkerHasTheEpochOfTheRecords() throws IOException {
        Audit audit = audit(oneEvent()
                .effect("e1", "/a", 1, P0, 0)
                .inTransactionOf(PRODUCER, 3)
                .abort(P0, 1, PRODUCER, 3));

        assertThat(found(audit)).isEqualTo(Map.of(ABORTED_READ, 1L));
        assertThat(sentences(audit, ABORTED_READ))
                .containsExactly("effects-0@0 of e1 was given to a read_committed consumer, though the abort marker at"
                        + " effects-0@1 ends its transaction (producer id 7, epoch 3)");
    }

    @Test
    void findsAnAbortedReadWhenTheMarkerHasABumpedEpoch() throws IOException {
        Audit audit = audit(oneEvent()
                .effect("e1", "/a", 1, P0, 0)
                .inTransactionOf(PRODUCER, 3)
                .abort(P0, 1, PRODUCER, 4));

        assertThat(found(audit)).isEqualTo(Map.of(ABORTED_READ, 1L));
    }

    @Test
    void doesNotLetAMarkerOfAnOlderEpochEndATransaction() throws IOException {
        Audit audit = audit(oneEvent()
                .effect("e1", "/a", 1, P0, 0)
                .inTransactionOf(PRODUCER, 3)
                .abort(P0, 1, PRODUCER, 2)
                .commit(P0, 2, PRODUCER, 4));

        assertThat(found(audit)).isEmpty();
        assertThat(audit.openEffects()).isZero();
    }

    @Test
    void goesByTheNextMarkerNotByTheLastOne() throws IOException {
        Audit committedThenAborted = audit(oneEvent()
                .effect("e1", "/a", 1, P0, 0)
                .inTransactionOf(PRODUCER, 3)
                .commit(P0, 1, PRODUCER, 4)
                .abort(P0, 2, PRODUCER, 5));
        Audit abortedThenCommitted = audit(oneEvent()
                .effect("e1", "/a", 1, P0, 0)
                .inTransactionOf(PRODUCER, 3)
                .abort(P0, 1, PRODUCER, 4)
                .commit(P0, 2, PRODUCER, 5));

        assertThat(found(committedThenAborted)).isEmpty();
        assertThat(found(abortedThenCommitted)).isEqualTo(Map.of(ABORTED_READ, 1L));
    }

    @Test
    void countsEveryEffectOfAnAbortedTransactionInReadingOrder() throws IOException {
        LiteralHistory history = history().promising(TRANSACTIONAL);
        for (int number = 0; number < 12; number++) {
            history.event("e" + number, "/" + number, P0, number);
        }
        for (int number = 0; number < 12; number++) {
            history.effect("e" + number, "/" + number, 1, P0, number)
                    .inTransactionOf(number % 2 == 0 ? PRODUCER : OTHER_PRODUCER, 3);
        }
        // The producer of the later effects is aborted first: the examples are in reading order all the same.
        Audit audit = audit(history.abort(P0, 12, OTHER_PRODUCER, 4).abort(P0, 13, PRODUCER, 4));

        assertThat(found(audit)).isEqualTo(Map.of(ABORTED_READ, 12L));
        assertThat(audit.findings().get(ABORTED_READ).examples())
                .extracting(Example::eventId)
                .containsExactly("e0", "e1", "e2", "e3", "e4", "e5", "e6", "e7", "e8", "e9");
    }

    @Test
    void findsAnAbortedReadOfAModuleThatIsReadAtReadUncommittedToo() throws IOException {
        Audit audit = audit(history()
                .promising(AT_LEAST_ONCE)
                .event("e1", "/a", P0, 0)
                .effect("e1", "/a", 1, P0, 0)
                .inTransactionOf(PRODUCER, 3)
                .abort(P0, 1, PRODUCER, 3));

        assertThat(found(audit)).isEqualTo(Map.of(ABORTED_READ, 1L));
    }

    @Test
    void takesNoNoteOfMarkersForEffectsWithoutATransaction() throws IOException {
        Audit audit = audit(oneEvent().effect("e1", "/a", 1, P0, 0).abort(P0, 1, -1, -1));

        assertThat(found(audit)).isEmpty();
    }
}
