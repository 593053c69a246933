package delivery.chaos.report.claims;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.cluster.TransactionVersion;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A write that comes late where transaction.version is 2. */
class LateWriteOnTransactionVersion2IT extends LateWrites {

    @Override
    TransactionVersion transactionVersion() {
        return new TransactionVersion(Optional.of("2"));
    }

    @Test
    void isRefusedThoughLeadersAreToldNotToVerify() throws Exception {
        assertThat(outcomeOfALateWrite("not-verified", false)).isEqualTo(REFUSED);
    }

    @Test
    void isRefusedWhereLeadersVerify() throws Exception {
        assertThat(outcomeOfALateWrite("verified", true)).isEqualTo(REFUSED);
    }
}
