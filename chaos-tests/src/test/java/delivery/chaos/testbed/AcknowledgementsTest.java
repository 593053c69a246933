package delivery.chaos.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class AcknowledgementsTest {
    private static final long STRIKE_AT_MS = 4_918;

    private final Acknowledgements acknowledgements = new Acknowledgements();

    @Test
    void doesNotTakeTheAnswerToAnEarlierRequestForARecovery() {
        acknowledgements.add(4_883, 4_919, Set.of(0), 11);
        acknowledgements.add(7_500, 7_580, Set.of(0), 12);

        assertThat(acknowledgements.firstOfSentAfter(STRIKE_AT_MS, Set.of(), 0)).hasValue(7_580);
    }

    @Test
    void asksForAnAcknowledgementOfOneOfThesePartitions() {
        acknowledgements.add(5_000, 5_010, Set.of(1), 12);
        acknowledgements.add(5_020, 5_030, Set.of(0, 2), 12);

        assertThat(acknowledgements.firstOfSentAfter(STRIKE_AT_MS, Set.of(2), 0))
                .hasValue(5_030);
    }

    @Test
    void asksForAConnectionThatTheStrikeDidNotEnd() {
        acknowledgements.add(5_000, 5_010, Set.of(1), 11);

        assertThat(acknowledgements.firstOfSentAfter(STRIKE_AT_MS, Set.of(), 11))
                .isEmpty();
    }
}
