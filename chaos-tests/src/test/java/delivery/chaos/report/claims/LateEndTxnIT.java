package delivery.chaos.report.claims;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.cluster.TransactionVersion;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** KAFKA-17754 by these clients, on brokers that have another transaction.version than by default. */
class LateEndTxnIT extends FindingPrograms {

    @Override
    TransactionVersion transactionVersion() {
        return new TransactionVersion(Optional.of("1"));
    }

    @Test
    void anEndTxnThatArrivesLateEndsTheNextTransactionBelowTransactionVersion2() throws Exception {
        assertThat(shown("late-end-txn/LateEndTxn.java"))
                .contains("transaction.version 1: [p0] committed and lost, [p0] aborted and read");
    }
}
