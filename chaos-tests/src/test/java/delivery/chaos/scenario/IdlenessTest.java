package delivery.chaos.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.network.wire.WireCounts.Count;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class IdlenessTest {
    private static final Map<Integer, Long> ONE_SHORT = Map.of(0, 99L);

    private final AtomicLong seconds = new AtomicLong();
    private final Idleness idleness =
            new Idleness(() -> Duration.ofSeconds(seconds.get()).toNanos());

    /** Looks every second up to this one, at whose end so much has been seen. */
    private boolean isIdle(long atSeconds, long produces, long fetches, Map<Integer, Long> committed) {
        boolean idle = false;
        for (long second = Math.min(seconds.get() + 1, atSeconds); second <= atSeconds; second++) {
            seconds.set(second);
            idle = look(second, produces, fetches, committed);
        }
        return idle;
    }

    private boolean look(long atSeconds, long produces, long fetches, Map<Integer, Long> committed) {
        return idleness.is(
                Map.of(
                        "PRODUCE",
                        new Count(produces, produces, 0),
                        "FETCH",
                        new Count(fetches, fetches, 0),
                        "OFFSET_COMMIT",
                        new Count(atSeconds, atSeconds, 0)),
                committed);
    }

    @Test
    void whoAsksForMoreAndIsGivenNothingIsIdleAfterTenSeconds() {
        assertThat(isIdle(0, 7, 100, ONE_SHORT)).isFalse();
        assertThat(isIdle(9, 7, 118, ONE_SHORT)).isFalse();
        assertThat(isIdle(10, 7, 120, ONE_SHORT)).isTrue();
    }

    @Test
    void whoSendsAnEffectIsNot() {
        assertThat(isIdle(9, 7, 118, ONE_SHORT)).isFalse();
        assertThat(isIdle(10, 8, 120, ONE_SHORT)).isFalse();
        assertThat(isIdle(19, 8, 138, ONE_SHORT)).isFalse();
        assertThat(isIdle(20, 8, 140, ONE_SHORT)).isTrue();
    }

    @Test
    void whoCommitsSomethingNewIsNot() {
        isIdle(0, 7, 100, ONE_SHORT);
        assertThat(isIdle(10, 7, 120, Map.of(0, 100L))).isFalse();
    }

    @Test
    void aLookThatWasLongInComingCountsForASecond() {
        isIdle(0, 7, 100, ONE_SHORT);
        seconds.set(100);
        assertThat(look(100, 7, 300, ONE_SHORT)).isFalse();
    }

    @Test
    void whoAsksForNothingIsSilentAndNotIdle() {
        isIdle(0, 7, 100, ONE_SHORT);
        assertThat(isIdle(60, 7, 100, ONE_SHORT)).isFalse();
    }
}
