package delivery.chaos.audit;

import static delivery.chaos.audit.LiteralHistory.history;
import static delivery.chaos.audit.Promises.TRANSACTIONAL;

/** What tests of transactions begin with. */
abstract class TransactionTest extends OracleTest {
    static final long PRODUCER = 7;
    static final long OTHER_PRODUCER = 8;

    static LiteralHistory twoEvents() {
        return history().promising(TRANSACTIONAL).event("e1", "/a", P0, 0).event("f1", "/b", P1, 0);
    }

    /** An effect of each event, in a transaction of one epoch over both partitions. */
    static LiteralHistory oneTransaction() {
        return twoEvents()
                .effect("e1", "/a", 1, P0, 0)
                .inTransactionOf(PRODUCER, 3)
                .effect("f1", "/b", 1, P1, 0)
                .inTransactionOf(PRODUCER, 3);
    }

    /** The same; a read_committed consumer was given the first effect only. */
    static LiteralHistory oneTransactionGivenInPart() {
        return oneTransaction().uncommitted();
    }
}
