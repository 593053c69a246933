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
        assertThat(found(audit)).isEqualTo(Map.of(STUCK, 1L));
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
    void takesNoNoteOfMarkersForEffectsWithoutATransaction() throws IOException {
        Audit audit = audit(oneEvent().effect("e1", "/a", 1, P0, 0).abort(P0, 1, -1, -1));

        assertThat(found(audit)).isEmpty();
    }
}
