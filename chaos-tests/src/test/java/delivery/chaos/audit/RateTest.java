package delivery.chaos.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RateTest {

    /** With none of n, the upper bound is 1 less the n-th root of 2.5 %: two-sided, as all others are. */
    @Test
    void boundsNoneOfNFromAboveOnly() {
        assertThat(Rate.of(0, 250).highPerMillion()).isCloseTo(14_648, within(1.0));
        assertThat(Rate.of(0, 10_250).highPerMillion()).isCloseTo(359.8, within(0.1));
        assertThat(Rate.of(0, 3).highPerMillion()).isCloseTo(707_598, within(1.0));
        assertThat(Rate.of(0, 3).lowPerMillion()).isZero();
    }

    /** Against the table values of the binomial distribution: 10 of 100 lies between 4.90 % and 17.62 %. */
    @Test
    void boundsSomeOfNByClopperAndPearson() {
        Rate rate = Rate.of(10, 100);

        assertThat(rate.perMillion()).isEqualTo(100_000);
        assertThat(rate.lowPerMillion()).isCloseTo(49_005, within(1.0));
        assertThat(rate.highPerMillion()).isCloseTo(176_223, within(1.0));
    }

    /** With all of n, the lower bound is the n-th root of 2.5 %. */
    @Test
    void boundsAllOfNFromBelowOnly() {
        assertThat(Rate.of(20, 20).lowPerMillion()).isCloseTo(Math.pow(0.025, 1 / 20.0) * 1e6, within(1.0));
        assertThat(Rate.of(20, 20).highPerMillion()).isEqualTo(1e6);
    }

    @Test
    void givesNoRateOfNothing() {
        assertThatThrownBy(() -> Rate.of(0, 0)).hasMessage("no rate of 0 among 0");
        assertThatThrownBy(() -> Rate.of(2, 1)).hasMessage("no rate of 2 among 1");
    }
}
