package delivery.idempotent;

import static delivery.contract.Expectation.ACCEPTABLE;
import static delivery.contract.Expectation.INTERESTING;
import static org.assertj.core.api.Assertions.assertThat;

import delivery.contract.ProgramContract;
import delivery.contract.Promises;
import org.junit.jupiter.api.Test;

class IdempotentProducerProgramTest extends ProgramContract {
    IdempotentProducerProgramTest() {
        super(IdempotentProducer.class, IdempotentProducer.GUARANTEE);
    }

    @Test
    void allowsNothingButThis() {
        assertThat(Promises.of(IdempotentProducer.GUARANTEE, INTERESTING))
                .containsExactlyInAnyOrder(
                        "DUPLICATED PIPELINE_RESTARTED",
                        "DUPLICATED ZOMBIE",
                        "DUPLICATED OFFSETS_LOST",
                        "MISCOUNTED PIPELINE_RESTARTED",
                        "MISCOUNTED ZOMBIE",
                        "MISCOUNTED OFFSETS_LOST");
        assertThat(Promises.of(IdempotentProducer.GUARANTEE, ACCEPTABLE))
                .containsExactlyInAnyOrder("DUPLICATED REBALANCED", "MISCOUNTED REBALANCED");
    }
}
