package delivery.atleastonce;

import static delivery.contract.Expectation.ACCEPTABLE;
import static delivery.contract.Expectation.INTERESTING;
import static org.assertj.core.api.Assertions.assertThat;

import delivery.contract.ProgramContract;
import delivery.contract.Promises;
import org.junit.jupiter.api.Test;

class AtLeastOnceProgramTest extends ProgramContract {
    AtLeastOnceProgramTest() {
        super(AtLeastOnce.class, AtLeastOnce.GUARANTEE);
    }

    @Test
    void allowsNothingButThis() {
        assertThat(Promises.of(AtLeastOnce.GUARANTEE, INTERESTING))
                .containsExactlyInAnyOrder(
                        "DUPLICATED ACK_LOST",
                        "DUPLICATED PIPELINE_RESTARTED",
                        "DUPLICATED ZOMBIE",
                        "DUPLICATED OFFSETS_LOST",
                        "MISCOUNTED PIPELINE_RESTARTED",
                        "MISCOUNTED ZOMBIE",
                        "MISCOUNTED OFFSETS_LOST");
        assertThat(Promises.of(AtLeastOnce.GUARANTEE, ACCEPTABLE))
                .containsExactlyInAnyOrder(
                        "DUPLICATED REQUEST_LOST",
                        "DUPLICATED BROKER_KILLED",
                        "DUPLICATED REBALANCED",
                        "MISCOUNTED ACK_LOST",
                        "MISCOUNTED REQUEST_LOST",
                        "MISCOUNTED BROKER_KILLED",
                        "MISCOUNTED REBALANCED");
    }
}
