package delivery.chaos.audit;

import static delivery.chaos.audit.LiteralHistory.history;
import static delivery.chaos.audit.Promises.AT_LEAST_ONCE;
import static delivery.chaos.audit.Promises.TRANSACTIONAL;
import static delivery.contract.Anomaly.ABORTED_READ;
import static delivery.contract.Anomaly.TORN;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AbortedReadTest extends OracleTest {
    private static final long PRODUCER = 7;
    private static final long OTHER_PRODUCER = 8;

    private static LiteralHistory oneEvent() {
        return history().promising(TRANSACTIONAL).event("e1", "/a", P0, 0);
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
    void followsTransactionsThatAreWrittenInTurn() throws IOException {
        LiteralHistory history = history().promising(TRANSACTIONAL);
        for (int number = 0; number < 4; number++) {
            history.event("e" + number, "/" + number, P0, number);
        }
        Audit audit = audit(history.effect("e0", "/0", 1, P0, 0)
                .inTransactionOf(PRODUCER, 3)
                .effect("e1", "/1", 1, P1, 0)
                .inTransactionOf(PRODUCER, 3)
                .effect("e2", "/2", 1, P1, 1)
                .inTransactionOf(OTHER_PRODUCER, 3)
                .effect("e3", "/3", 1, P1, 2)
                .inTransactionOf(OTHER_PRODUCER, 5)
                .abort(P0, 1, PRODUCER, 4)
                .commit(P1, 3, PRODUCER, 4)
                .abort(P1, 4, OTHER_PRODUCER, 4)
                .commit(P1, 5, OTHER_PRODUCER, 6));

        assertThat(found(audit)).isEqualTo(Map.of(ABORTED_READ, 2L, TORN, 1L));
        assertThat(audit.findings().get(ABORTED_READ).examples())
                .extracting(Example::eventId)
                .containsExactly("e0", "e2");
    }
}
