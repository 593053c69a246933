package delivery.chaos.audit;

import static delivery.contract.Anomaly.LOST;
import static delivery.contract.Anomaly.MISCOUNTED;
import static delivery.contract.Anomaly.STUCK;
import static delivery.contract.Anomaly.TORN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which parts belong to one transaction: the epoch tells it, if commits raise it. */
class EpochsTest extends TransactionTest {
    @Test
    void tellsConsecutiveTransactionsApartByTheirEpochs() throws IOException {
        Audit audit = audit(twoEvents()
                .effect("e1", "/a", 1, P0, 0)
                .inTransactionOf(PRODUCER, 3)
                .commit(P0, 1, PRODUCER, 4)
                .effect("f1", "/b", 1, P1, 0)
                .inTransactionOf(PRODUCER, 4)
                .uncommitted()
                .abort(P1, 1, PRODUCER, 5)
                .effect("f1", "/b", 1, P1, 2)
                .inTransactionOf(PRODUCER, 5)
                .commit(P1, 3, PRODUCER, 6));

        assertThat(found(audit)).isEmpty();
    }

    @Test
    void tellsTransactionsOfTwoProducersApart() throws IOException {
        Audit audit = audit(twoEvents()
                .effect("e1", "/a", 1, P0, 0)
                .inTransactionOf(PRODUCER, 3)
                .commit(P0, 1, PRODUCER, 4)
                .effect("f1", "/b", 1, P1, 0)
                .inTransactionOf(OTHER_PRODUCER, 3)
                .uncommitted()
                .abort(P1, 1, OTHER_PRODUCER, 4)
                .effect("f1", "/b", 1, P1, 2)
                .commit(P1, 3, PRODUCER, 4));

        assertThat(found(audit)).isEmpty();
    }

    /** Before transaction.version 2 the epoch stays, so that the two may be different transactions. */
    @Test
    void doesNotAccuseTwoEndsOfOneEpochIfCommitsLeaveTheEpochAsItIs() throws IOException {
        Audit audit = audit(twoEvents()
                .effect("e1", "/a", 1, P0, 0)
                .inTransactionOf(PRODUCER, 3)
                .commit(P0, 1, PRODUCER, 3)
                .effect("f1", "/b", 1, P1, 0)
                .inTransactionOf(PRODUCER, 3)
                .uncommitted()
                .abort(P1, 1, PRODUCER, 3)
                .effect("f1", "/b", 1, P1, 2)
                .inTransactionOf(PRODUCER, 3)
                .commit(P1, 3, PRODUCER, 3));

        assertThat(found(audit)).isEmpty();
    }

    /**
     * A fenced producer's last transaction is aborted under a raised epoch; those before it were committed under its
     * own.
     */
    @Test
    void doesNotAccuseAProducerThatWasFencedAfterItsCommit() throws IOException {
        Audit audit = audit(twoEvents()
                .effect("e1", "/a", 1, P0, 0)
                .inTransactionOf(PRODUCER, 3)
                .commit(P0, 1, PRODUCER, 3)
                .effect("f1", "/b", 1, P1, 0)
                .inTransactionOf(PRODUCER, 3)
                .uncommitted()
                .abort(P1, 1, PRODUCER, 4)
                .effect("f1", "/b", 1, P1, 2)
                .inTransactionOf(PRODUCER, 4)
                .commit(P1, 3, PRODUCER, 4));

        assertThat(found(audit)).isEmpty();
    }

    @Test
    void leavesToStuckAnOpenTransactionOfAnEpochThatCommittedWithoutRaisingIt() throws IOException {
        Audit audit = audit(twoEvents()
                .effect("e1", "/a", 1, P0, 0)
                .inTransactionOf(PRODUCER, 3)
                .commit(P0, 1, PRODUCER, 3)
                .effect("f1", "/b", 1, P1, 0)
                .inTransactionOf(PRODUCER, 3)
                .uncommitted());

        assertThat(found(audit)).isEqualTo(Map.of(STUCK, 1L));
    }

    @Test
    void findsAnEffectWithheldFromOnePartAlsoIfCommitsLeaveTheEpochAsItIs() throws IOException {
        Audit audit = audit(twoEvents()
                .effect("e1", "/a", 1, P0, 0)
                .inTransactionOf(PRODUCER, 3)
                .effect("f1", "/b", 1, P0, 1)
                .inTransactionOf(PRODUCER, 3)
                .uncommitted()
                .commit(P0, 2, PRODUCER, 3));

        assertThat(found(audit)).isEqualTo(Map.of(TORN, 1L, LOST, 1L, MISCOUNTED, 1L));
    }

    @Test
    void doesNotAccuseOnePartWithheldAndOneGivenIfCommitsLeaveTheEpochAsItIs() throws IOException {
        Audit audit =
                audit(oneTransactionGivenInPart().commit(P0, 1, PRODUCER, 3).commit(P1, 1, PRODUCER, 3));

        assertThat(found(audit)).as("they may be two").isEqualTo(Map.of(LOST, 1L, MISCOUNTED, 1L));
    }

    /** A late marker of the transaction before, sent again, ends the next one too early. */
    @Test
    void findsATransactionThatALateAbortMarkerOfTheOneBeforeEndedInOnePartition() throws IOException {
        Audit audit =
                audit(oneTransactionGivenInPart().abort(P1, 1, PRODUCER, 3).commit(P0, 1, PRODUCER, 4));

        assertThat(found(audit)).isEqualTo(Map.of(TORN, 1L, LOST, 1L, MISCOUNTED, 1L));
    }

    @Test
    void refusesATransactionOfAnEpochThatNoProducerCanHave() {
        assertThatThrownBy(() -> audit(twoEvents().effect("e1", "/a", 1, P0, 0).inTransactionOf(PRODUCER, -1)))
                .hasMessageContaining("effects-0@0 belongs to a transaction of epoch -1");
        assertThatThrownBy(() -> audit(twoEvents().effect("e1", "/a", 1, P0, 0).inTransactionOf(PRODUCER, 32_768)))
                .hasMessageContaining("effects-0@0 belongs to a transaction of epoch 32768");
    }

    @Test
    void acceptsTheHighestEpochThatAProducerCanHave() throws IOException {
        assertThat(found(audit(twoEvents()
                        .effect("e1", "/a", 1, P0, 0)
                        .inTransactionOf(PRODUCER, 32_767)
                        .effect("f1", "/b", 1, P0, 1)
                        .inTransactionOf(PRODUCER, 32_767)
                        .commit(P0, 2, PRODUCER, 32_767))))
                .isEmpty();
    }

    @Test
    void leavesToStuckAnOpenTransactionOfAnEpochThatWasNeverSeenToEnd() throws IOException {
        for (int epoch : new int[] {4, 7, 8, 9, 100}) {
            Audit audit = audit(twoEvents()
                    .effect("e1", "/a", 1, P0, 0)
                    .inTransactionOf(PRODUCER, 3)
                    .commit(P0, 1, PRODUCER, 4)
                    .effect("f1", "/b", 1, P1, 0)
                    .inTransactionOf(PRODUCER, epoch)
                    .uncommitted());

            assertThat(found(audit)).isEqualTo(Map.of(STUCK, 1L));
        }
    }

    @Test
    void leavesToStuckAnOpenTransactionOfAProducerOfWhichNoneEverEnded() throws IOException {
        Audit audit = audit(twoEvents()
                .effect("e1", "/a", 1, P0, 0)
                .inTransactionOf(PRODUCER, 3)
                .commit(P0, 1, PRODUCER, 4)
                .effect("f1", "/b", 1, P1, 0)
                .inTransactionOf(OTHER_PRODUCER, 3)
                .uncommitted());

        assertThat(found(audit)).isEqualTo(Map.of(STUCK, 1L));
    }
}
