package delivery.chaos.report.claims;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.cluster.TransactionVersion;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A write that comes late where transaction.version is 0. */
class LateWriteOnTransactionVersion0IT extends LateWrites {

    @Override
    TransactionVersion transactionVersion() {
        return new TransactionVersion(Optional.of("0"));
    }

    @Test
    void isTakenWhereLeadersDoNotVerify() throws Exception {
        assertThat(outcomeOfALateWrite("hanging", false)).isEqualTo(STANDS_STILL);
    }

    @Test
    void isRefusedWhereLeadersVerify() throws Exception {
        assertThat(outcomeOfALateWrite("verified", true)).isEqualTo(REFUSED);
    }
}
