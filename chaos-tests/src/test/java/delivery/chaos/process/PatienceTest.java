package delivery.chaos.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private static final Duration WITHOUT_PROGRESS = Duration.ofMillis(40);
    private static final Duration LOOK = Duration.ofMillis(5);

    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void endsAfterSoLongATimeWithoutProgress() {
        assertThat(new Patience(WITHOUT_PROGRESS, () -> 0, () -> 1).await(LOOK, () -> false))
                .isFalse();
    }

    @Test
    void waitsForWhatComesLateOnAMachineUnderLoad() {
        long begun = System.nanoTime();

        boolean came = new Patience(WITHOUT_PROGRESS, () -> 0, () -> 1_000)
                .await(LOOK, () -> System.nanoTime() - begun > 3 * WITHOUT_PROGRESS.toNanos());

        assertThat(came).isTrue();
    }

    @Test
    void waitsAsLongAsThereIsProgress() {
        boolean came =
                new Patience(WITHOUT_PROGRESS, looks::incrementAndGet, () -> 1).await(LOOK, () -> looks.get() > 20);

        assertThat(came).isTrue();
    }

    @Test
    void countsALoadThatTheSuiteMakesItselfAsUsual() {
        assertThat(MachineLoad.slowdown(4, 2)).isEqualTo(1);
        assertThat(MachineLoad.slowdown(15, 2)).isEqualTo(3.75);
    }

    @Test
    void takesAnUnknownLoadForTheUsual() {
        assertThat(MachineLoad.slowdown(-1, 2)).isEqualTo(1);
    }
}
