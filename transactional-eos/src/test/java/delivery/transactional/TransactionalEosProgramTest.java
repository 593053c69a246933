package delivery.transactional;

import static delivery.contract.Expectation.FORBIDDEN;
import static org.assertj.core.api.Assertions.assertThat;

import delivery.contract.Anomaly;
import delivery.contract.Circumstance;
import delivery.contract.ProgramContract;
import delivery.contract.Promises;
import org.junit.jupiter.api.Test;

class TransactionalEosProgramTest extends ProgramContract {
    TransactionalEosProgramTest() {
        super(TransactionalEos.class, TransactionalEos.GUARANTEE);
    }

    @Test
    void forbidsEveryAnomalyUnderEveryCircumstance() {
        assertThat(Promises.of(TransactionalEos.GUARANTEE, FORBIDDEN))
                .hasSize(Anomaly.values().length * Circumstance.values().length);
    }
}
