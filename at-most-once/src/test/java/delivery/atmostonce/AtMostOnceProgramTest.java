package delivery.atmostonce;

import static delivery.contract.Expectation.ACCEPTABLE;
import static delivery.contract.Expectation.INTERESTING;
import static org.assertj.core.api.Assertions.assertThat;

import delivery.contract.ProgramContract;
import delivery.contract.Promises;
import org.junit.jupiter.api.Test;

class AtMostOnceProgramTest extends ProgramContract {
    AtMostOnceProgramTest() {
        super(AtMostOnce.class, AtMostOnce.GUARANTEE);
    }

    @Test
    void allowsNothingButThis() {
        assertThat(Promises.of(AtMostOnce.GUARANTEE, INTERESTING))
                .containsExactlyInAnyOrder(
                        "LOST REQUEST_LOST",
                        "LOST PIPELINE_RESTARTED",
                        "MISCOUNTED REQUEST_LOST",
                        "MISCOUNTED PIPELINE_RESTARTED");
        assertThat(Promises.of(AtMostOnce.GUARANTEE, ACCEPTABLE))
                .containsExactlyInAnyOrder(
                        "LOST ACK_LOST",
                        "LOST BROKER_KILLED",
                        "LOST REBALANCED",
                        "LOST ZOMBIE",
                        "LOST OFFSETS_LOST",
                        "MISCOUNTED ACK_LOST",
                        "MISCOUNTED BROKER_KILLED",
                        "MISCOUNTED REBALANCED",
                        "MISCOUNTED ZOMBIE",
                        "MISCOUNTED OFFSETS_LOST",
                        "REORDERED ACK_LOST",
                        "REORDERED REQUEST_LOST",
                        "REORDERED PIPELINE_RESTARTED",
                        "REORDERED BROKER_KILLED",
                        "REORDERED REBALANCED",
                        "REORDERED ZOMBIE",
                        "REORDERED OFFSETS_LOST");
    }
}
