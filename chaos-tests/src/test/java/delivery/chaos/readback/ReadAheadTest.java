package delivery.chaos.readback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import delivery.chaos.history.HistoryLine;
import delivery.chaos.history.HistoryLine.Event;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReadAheadTest {
    private final List<HistoryLine> taken = new ArrayList<>();

    private static List<HistoryLine> lines(int number) {
        return IntStream.range(0, number)
                .<HistoryLine>mapToObj(offset -> new Event("e" + offset, "/a", 0, offset))
                .toList();
    }

    @Test
    void handsOverEveryLineInItsOrder() throws Exception {
        for (int number : List.of(0, 1, 999, 1_000, 1_001, 50_000)) {
            taken.clear();
            ReadAhead.all(lines -> lines(number).forEach(lines), taken::add);
            assertThat(taken).isEqualTo(lines(number));
        }
    }

    @Test
    void failsWithWhatTheReadingFailedAt() {
        ReadAhead.Reading broken = lines -> {
            throw new IOException("no leader");
        };

        assertThatThrownBy(() -> ReadAhead.all(broken, taken::add))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("no leader");
    }

    @Test
    void stopsReadingWhenALineIsRefused() throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        ReadAhead.Reading endless = lines -> {
            try {
                while (true) {
                    lines(1).forEach(lines);
                }
            } finally {
                stopped.countDown();
            }
        };

        assertThatThrownBy(() -> ReadAhead.all(endless, line -> {
                    throw new IllegalArgumentException("refused");
                }))
                .hasMessage("refused");
        stopped.await();
    }
}
