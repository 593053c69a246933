package delivery.chaos.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KnownViolationTest {
    private static final String ID = "transactional-eos/by-name/late-end-txn";

    @Test
    void isKnownOfBrokersBelowItsTransactionVersionAlone() {
        assertThat(KnownViolation.of(ID, 0)).isPresent();
        assertThat(KnownViolation.of(ID, 1)).isPresent();
        assertThat(KnownViolation.of(ID, 2)).isEmpty();
    }

    @Test
    void isKnownOfItsOwnScenarioAlone() {
        assertThat(KnownViolation.of("transactional-eos/end-txn/ack-lost", 0)).isEmpty();
    }

    @Test
    void aCommitThatComesLateIsKnownOnEveryVersionAndOfAtMostOnceAlone() {
        assertThat(KnownViolation.of("at-most-once/by-name/late-offset-commit", 2))
                .isPresent();
        assertThat(KnownViolation.of("transactional-eos/by-name/late-offset-commit", 2))
                .isEmpty();
    }
}
