package delivery.chaos.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FaultRateTest {
    private static FaultRate rate(int shown, int firings) {
        return FaultRate.of(shown * 250L, new Attribution(shown * 250L, shown), firings);
    }

    /** With none of n, the upper bound is 1 less the n-th root of 2.5 %: two-sided, as all others are. */
    @Test
    void boundsNoneOfNFromAboveOnly() {
        assertThat(rate(0, 3).highShare()).isCloseTo(0.707598, within(1e-6));
        assertThat(rate(0, 3).lowShare()).isZero();
        assertThat(rate(0, 3).perShown()).isZero();
    }

    /** Against the table values of the binomial distribution: 10 of 100 lies between 4.90 % and 17.62 %. */
    @Test
    void boundsSomeOfNByClopperAndPearson() {
        assertThat(rate(10, 100).share()).isEqualTo(0.1);
        assertThat(rate(10, 100).lowShare()).isCloseTo(0.049005, within(1e-6));
        assertThat(rate(10, 100).highShare()).isCloseTo(0.176223, within(1e-6));
    }

    /** With all of n, the lower bound is the n-th root of 2.5 %. */
    @Test
    void boundsAllOfNFromBelowOnly() {
        assertThat(rate(20, 20).lowShare()).isCloseTo(Math.pow(0.025, 1 / 20.0), within(1e-6));
        assertThat(rate(20, 20).highShare()).isEqualTo(1);
    }

    @Test
    void dividesWhatWasFoundByStrikesAndWhatWasInFlightByThoseThatShowedIt() {
        FaultRate rate = FaultRate.of(600, new Attribution(500, 2), 3);

        assertThat(rate.perFiring()).isEqualTo(200);
        assertThat(rate.perShown()).isEqualTo(250);
    }

    @Test
    void givesNoRateOfNothing() {
        assertThatThrownBy(() -> rate(0, 0)).hasMessage("no rate of 0 among 0");
        assertThatThrownBy(() -> rate(2, 1)).hasMessage("no rate of 2 among 1");
    }
}
