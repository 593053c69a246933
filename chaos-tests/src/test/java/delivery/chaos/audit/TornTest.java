package delivery.chaos.audit;

import static delivery.chaos.audit.LiteralHistory.history;
import static delivery.chaos.audit.Promises.TRANSACTIONAL;
import static delivery.chaos.audit.Verdict.FAIL;
import static delivery.chaos.audit.Verdict.INCONCLUSIVE;
import static delivery.contract.Anomaly.ABORTED_READ;
import static delivery.contract.Anomaly.LOST;
import static delivery.contract.Anomaly.MISCOUNTED;
import static delivery.contract.Anomaly.STUCK;
import static delivery.contract.Anomaly.TORN;
import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.history.Place;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The transactions of one producer, unless said otherwise in epoch 3; a commit that raises the epoch writes 4 into its
 * marker.
 */
class TornTest extends TransactionTest {
    @Test
    void acquitsATransactionCommittedInBothPartitions() throws IOException {
        assertThat(found(audit(oneTransaction().commit(P0, 1, PRODUCER, 4).commit(P1, 1, PRODUCER, 4))))
                .isEmpty();
    }

    @Test
    void findsATransactionCommittedInOnePartitionAndAbortedInTheOther() throws IOException {
        Audit audit =
                audit(oneTransactionGivenInPart().commit(P0, 1, PRODUCER, 4).abort(P1, 1, PRODUCER, 4));

        assertThat(found(audit)).isEqualTo(Map.of(TORN, 1L, LOST, 1L, MISCOUNTED, 1L));
        assertThat(sentences(audit, TORN))
                .containsExactly("the transaction of producer id 7, epoch 3 is committed at effects-0@1 and aborted at"
                        + " effects-1@1");
    }

    @Test
    void findsItAlsoIfTheAbortIsReadFirst() throws IOException {
        Audit audit =
                audit(oneTransactionGivenInPart().abort(P1, 1, PRODUCER, 4).commit(P0, 1, PRODUCER, 4));

        assertThat(sentences(audit, TORN))
                .containsExactly("the transaction of producer id 7, epoch 3 is committed at effects-0@1 and aborted at"
                        + " effects-1@1");
    }

    @Test
    void findsAnAbortedReadBesidesWhenTheAbortedPartWasGiven() throws IOException {
        Audit audit = audit(oneTransaction().commit(P0, 1, PRODUCER, 4).abort(P1, 1, PRODUCER, 4));

        assertThat(found(audit)).isEqualTo(Map.of(TORN, 1L, ABORTED_READ, 1L));
    }

    @Test
    void countsATransactionTornInThreeWaysOnce() throws IOException {
        Audit audit = audit(oneTransactionGivenInPart()
                .effect("f1", "/b", 1, 2, 0)
                .inTransactionOf(PRODUCER, 3)
                .uncommitted()
                .effect("f1", "/b", 1, 3, 0)
                .inTransactionOf(PRODUCER, 3)
                .uncommitted()
                .commit(P0, 1, PRODUCER, 4)
                .abort(P1, 1, PRODUCER, 4)
                .commit(2, 1, PRODUCER, 4));

        assertThat(found(audit)).containsEntry(TORN, 1L).containsEntry(STUCK, 1L);
    }

    @Test
    void leavesToStuckATransactionCommittedInOnePartitionAndWithoutEndInTheOtherYet() throws IOException {
        LiteralHistory history = oneTransactionGivenInPart().commit(P0, 1, PRODUCER, 4);
        Audit audit = audit(history);

        assertThat(found(audit)).isEqualTo(Map.of(STUCK, 1L));
        assertThat(sentences(audit, STUCK))
                .containsExactly("effects-1@0 of f1 belongs to a transaction that never ended (producer id 7, epoch 3),"
                        + " though it is committed at effects-0@1");
        assertThat(history.judgedBelow(directory).verdict()).isEqualTo(INCONCLUSIVE);
    }

    @Test
    void leavesToStuckATransactionAbortedInOnePartitionAndWithoutEndInTheOther() throws IOException {
        Audit audit = audit(twoEvents()
                .effect("e1", "/a", 1, P0, 0)
                .inTransactionOf(PRODUCER, 3)
                .uncommitted()
                .effect("f1", "/b", 1, P1, 0)
                .inTransactionOf(PRODUCER, 3)
                .uncommitted()
                .abort(P0, 1, PRODUCER, 4));

        assertThat(found(audit)).as("nobody is given any of it").doesNotContainKey(TORN);
        assertThat(found(audit)).containsEntry(STUCK, 1L);
    }

    @Test
    void leavesToStuckATransactionWithoutAnyEnd() throws IOException {
        assertThat(found(audit(oneTransactionGivenInPart()))).isEqualTo(Map.of(STUCK, 2L));
    }

    @Test
    void acquitsATransactionWithAMarkerWhereItHasNoEffect() throws IOException {
        assertThat(found(audit(oneTransaction()
                        .commit(P0, 1, PRODUCER, 4)
                        .commit(P1, 1, PRODUCER, 4)
                        .abort(2, 0, PRODUCER, 4))))
                .isEmpty();
    }

    @Test
    void countsEveryTornTransactionAndKeepsTheFirstTen() throws IOException {
        LiteralHistory history = history().promising(TRANSACTIONAL);
        for (int number = 0; number < 12; number++) {
            history.event("e" + number, "/" + number, P0, number);
        }
        for (int number = 0; number < 12; number++) {
            int epoch = 100 * number;
            history.effect("e" + number, "/" + number, 1, P0, 2L * number)
                    .inTransactionOf(PRODUCER, epoch)
                    .commit(P0, 2L * number + 1, PRODUCER, epoch + 1);
            history.effect("e" + number, "/" + number, 1, P1, 2L * number)
                    .inTransactionOf(PRODUCER, epoch)
                    .uncommitted()
                    .abort(P1, 2L * number + 1, PRODUCER, epoch + 1);
        }
        Audit audit = audit(history);

        assertThat(found(audit)).isEqualTo(Map.of(TORN, 12L));
        assertThat(audit.findings().get(TORN).examples())
                .hasSize(10)
                .last()
                .satisfies(example -> assertThat(example.places())
                        .containsExactly(new Place("effects", 0, 19), new Place("effects", 1, 19)));
    }

    @Test
    void failsATransactionThatIsTorn() throws IOException {
        Cell cell = oneTransaction()
                .commit(P0, 1, PRODUCER, 4)
                .effect("f1", "/b", 1, P1, 1)
                .inTransactionOf(PRODUCER, 3)
                .uncommitted()
                .commit(P1, 2, PRODUCER, 4)
                .judgedBelow(directory);

        assertThat(cell.verdict()).isEqualTo(FAIL);
        assertThat(cell.reason())
                .isEqualTo("1 transaction was torn, which is forbidden; the first: the transaction of producer id 7,"
                        + " epoch 3 is committed at effects-1@2, but a read_committed consumer was given only some of"
                        + " its effects, not effects-1@1");
        assertThat(cell.faultRate(TORN)).isNull();
    }
}
