package delivery.chaos.report.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BootstrapTest {
    @Test
    void isCertainOfWhatIsAlwaysTheSame() {
        assertThat(Bootstrap.median(new double[] {3, 3, 3})).isEqualTo(new Estimate(3, 3, 3));
    }

    @Test
    void putsTheMedianBetweenItsEnds() {
        Estimate estimate = Bootstrap.median(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10});

        assertThat(estimate.median()).isEqualTo(5.5);
        assertThat(estimate.low()).isBetween(1.0, 5.0);
        assertThat(estimate.high()).isBetween(6.0, 10.0);
    }

    @Test
    void saysTheSameOfTheSameRounds() {
        double[] values = {5, 1, 4, 2, 3};

        assertThat(Bootstrap.median(values)).isEqualTo(Bootstrap.median(values));
    }

    /** 95 of 100 intervals are to hold the median that the values were drawn around; of 10 values each, some less. */
    @Test
    void holdsTheTruthAboutAsOftenAsItSays() {
        SplittableRandom random = new SplittableRandom(1);
        int held = 0;
        for (int i = 0; i < 100; i++) {
            double[] values = new double[10];
            Arrays.setAll(values, round -> random.nextDouble());
            Estimate estimate = Bootstrap.median(values);
            held += estimate.low() <= 0.5 && estimate.high() >= 0.5 ? 1 : 0;
        }
        assertThat(held).isBetween(86, 99);
    }

    @Test
    void refusesToSpeakOfNothing() {
        assertThatThrownBy(() -> Bootstrap.median(new double[0])).isInstanceOf(IllegalArgumentException.class);
    }
}
