package delivery.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GuaranteeTest {
    private static final Guarantee GUARANTEE = Guarantee.of(
            "example",
            "duplicates only what was started again",
            Guarantee.READ_COMMITTED,
            (anomaly, circumstance) -> anomaly == Anomaly.DUPLICATED
                    ? switch (circumstance) {
                        case PIPELINE_RESTARTED -> Expectation.INTERESTING;
                        case REBALANCED -> Expectation.ACCEPTABLE;
                        default -> Expectation.FORBIDDEN;
                    }
                    : Expectation.FORBIDDEN);

    @Test
    void expectsTheMostLenientOfWhatTheCircumstancesAllow() {
        assertThat(duplicatesWhen(Circumstance.UNDISTURBED)).isEqualTo(Expectation.FORBIDDEN);
        assertThat(duplicatesWhen(Circumstance.ACK_LOST, Circumstance.REBALANCED))
                .isEqualTo(Expectation.ACCEPTABLE);
        assertThat(duplicatesWhen(Circumstance.PIPELINE_RESTARTED, Circumstance.REBALANCED))
                .isEqualTo(Expectation.INTERESTING);
    }

    @Test
    void decidesNothingWithoutACircumstance() {
        assertThatThrownBy(() -> duplicatesWhen()).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void mustDecideEveryAnomaly() {
        assertThatThrownBy(() -> new Guarantee("half", "", Guarantee.READ_COMMITTED, Coverage.EVERY_EVENT, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("half");
    }

    private static Expectation duplicatesWhen(Circumstance... circumstances) {
        return GUARANTEE.expectation(Anomaly.DUPLICATED, List.of(circumstances));
    }
}
