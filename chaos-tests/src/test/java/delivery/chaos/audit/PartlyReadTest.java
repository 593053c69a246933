package delivery.chaos.audit;

import static delivery.chaos.audit.LiteralHistory.history;
import static delivery.chaos.audit.Promises.TRANSACTIONAL;
import static delivery.contract.Anomaly.LOST;
import static delivery.contract.Anomaly.MISCOUNTED;
import static delivery.contract.Anomaly.STUCK;
import static delivery.contract.Anomaly.TORN;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Transactions that are committed, but given to a read_committed consumer in part: TORN, unless the rest is to come.
 */
class PartlyReadTest extends TransactionTest {
    @Test
    void findsACommittedTransactionOfWhichOnePartitionWasWithheld() throws IOException {
        Audit audit =
                audit(oneTransactionGivenInPart().commit(P0, 1, PRODUCER, 4).commit(P1, 1, PRODUCER, 4));

        assertThat(found(audit)).isEqualTo(Map.of(TORN, 1L, LOST, 1L, MISCOUNTED, 1L));
        assertThat(sentences(audit, TORN))
                .containsExactly("the transaction of producer id 7, epoch 3 is committed at effects-1@1, but a"
                        + " read_committed consumer was given only some of its effects, not effects-1@0");
    }

    @Test
    void findsOneEffectWithheldAmongMany() throws IOException {
        Audit audit = audit(history()
                .promising(TRANSACTIONAL)
                .event("e1", "/a", P0, 0)
                .event("e2", "/a", P0, 1)
                .event("e3", "/a", P0, 2)
                .effect("e1", "/a", 1, P0, 0)
                .inTransactionOf(PRODUCER, 3)
                .effect("e2", "/a", 2, P0, 1)
                .inTransactionOf(PRODUCER, 3)
                .uncommitted()
                .effect("e3", "/a", 3, P0, 2)
                .inTransactionOf(PRODUCER, 3)
                .commit(P0, 3, PRODUCER, 4));

        assertThat(found(audit)).isEqualTo(Map.of(TORN, 1L, LOST, 1L));
    }

    @Test
    void leavesToLostACommittedTransactionOfWhichNothingWasGiven() throws IOException {
        Audit audit = audit(twoEvents()
                .effect("e1", "/a", 1, P0, 0)
                .inTransactionOf(PRODUCER, 3)
                .uncommitted()
                .effect("f1", "/b", 1, P1, 0)
                .inTransactionOf(PRODUCER, 3)
                .uncommitted()
                .commit(P0, 1, PRODUCER, 4)
                .commit(P1, 1, PRODUCER, 4));

        assertThat(found(audit)).isEqualTo(Map.of(LOST, 2L, MISCOUNTED, 2L));
    }

    /** Behind an open transaction the last stable offset hides everything, committed or not, until it ends. */
    @Test
    void acquitsWhatIsOnlyHiddenBehindATransactionThatNeverEnded() throws IOException {
        Audit audit = audit(twoEvents()
                .effect("e1", "/a", 1, P0, 0)
                .inTransactionOf(PRODUCER, 3)
                .commit(P0, 1, PRODUCER, 4)
                .effect("nobody", "/b", 1, P1, 0)
                .inTransactionOf(OTHER_PRODUCER, 0)
                .uncommitted()
                .effect("f1", "/b", 1, P1, 1)
                .inTransactionOf(PRODUCER, 3)
                .uncommitted()
                .commit(P1, 2, PRODUCER, 4));

        assertThat(found(audit)).isEqualTo(Map.of(STUCK, 1L));
    }

    @Test
    void findsWhatIsHiddenBeforeATransactionThatNeverEnded() throws IOException {
        Audit audit = audit(oneTransactionGivenInPart()
                .commit(P0, 1, PRODUCER, 4)
                .effect("nobody", "/b", 1, P1, 1)
                .inTransactionOf(OTHER_PRODUCER, 0)
                .uncommitted()
                .commit(P1, 2, PRODUCER, 4));

        assertThat(found(audit)).isEqualTo(Map.of(TORN, 1L, STUCK, 1L, LOST, 1L, MISCOUNTED, 1L));
    }

    @Test
    void acquitsWhatWasOnceHiddenBehindATransactionOfAnotherPartitionThatNeverEnded() throws IOException {
        Audit audit = audit(oneTransactionGivenInPart()
                .commit(P0, 1, PRODUCER, 4)
                .commit(P1, 1, PRODUCER, 4)
                .effect("nobody", "/b", 1, 2, 0)
                .inTransactionOf(OTHER_PRODUCER, 0)
                .uncommitted());

        assertThat(found(audit))
                .as("the partition of the open one hides nothing in others")
                .containsEntry(TORN, 1L);
    }

    @Test
    void countsATransactionOnceThatWasWithheldInTwoPartitions() throws IOException {
        Audit audit = audit(oneTransactionGivenInPart()
                .effect("f1", "/b", 1, 2, 0)
                .inTransactionOf(PRODUCER, 3)
                .uncommitted()
                .commit(P0, 1, PRODUCER, 4)
                .commit(P1, 1, PRODUCER, 4)
                .commit(2, 1, PRODUCER, 4));

        assertThat(found(audit)).isEqualTo(Map.of(TORN, 1L, LOST, 1L, MISCOUNTED, 1L));
    }

    @Test
    void countsEachPartForItselfIfCommitsLeaveTheEpochAsItIs() throws IOException {
        Audit audit = audit(twoEvents()
                .effect("e1", "/a", 1, P0, 0)
                .inTransactionOf(PRODUCER, 3)
                .effect("f1", "/b", 1, P0, 1)
                .inTransactionOf(PRODUCER, 3)
                .uncommitted()
                .commit(P0, 2, PRODUCER, 3)
                .effect("e1", "/a", 1, P1, 0)
                .inTransactionOf(PRODUCER, 3)
                .uncommitted()
                .effect("f1", "/b", 1, P1, 1)
                .inTransactionOf(PRODUCER, 3)
                .commit(P1, 2, PRODUCER, 3));

        assertThat(found(audit)).isEqualTo(Map.of(TORN, 2L));
    }
}
