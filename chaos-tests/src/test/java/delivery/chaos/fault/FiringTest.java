package delivery.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.fault.Fault.Firing;
import delivery.contract.Anomaly;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FiringTest {
    private static final Firing REFUSED =
            firing(100, 200, 0, Set.of("e1", "e2"), Map.of(Anomaly.LOST, Set.of("e1")), "refused");
    private static final Firing KILLED =
            firing(300, 400, 7, Set.of("e2", "e3"), Map.of(Anomaly.LOST, Set.of("e3")), "killed");

    private static Firing firing(
            long atMs, long healedAtMs, int connection, Set<String> ids, Map<Anomaly, Set<String>> risk, String what) {
        return new Firing(atMs, healedAtMs, Set.of(1), connection, ids, risk, what, Map.of("request", what));
    }

    @Test
    void withAnotherThatCameOfItHasWhatBothHadInFlightAndAtRisk() {
        Firing both = REFUSED.followedBy(KILLED);

        assertThat(both.eventIds()).containsExactlyInAnyOrder("e1", "e2", "e3");
        assertThat(both.atRisk().get(Anomaly.LOST)).containsExactlyInAnyOrder("e1", "e3");
    }

    /** An acknowledgement between the two, or one to the process that was killed, is no recovery. */
    @Test
    void withAnotherThatCameOfItBeginsWithTheFirstAndIsHealedWithTheLast() {
        Firing both = REFUSED.followedBy(KILLED);

        assertThat(both.atMs()).isEqualTo(100);
        assertThat(both.healedAtMs()).isEqualTo(400);
        assertThat(both.afterConnection()).isEqualTo(7);
    }

    @Test
    void withAnotherThatCameOfItKeepsTheFactsOfBothApart() {
        Firing both = REFUSED.followedBy(KILLED);

        assertThat(both.what()).isEqualTo("refused; then killed");
        assertThat(both.proof()).containsEntry("request", "refused").containsEntry("then", Map.of("request", "killed"));
    }
}
