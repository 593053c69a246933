package delivery.chaos.audit.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ColumnTest {
    private final Column column = new Column();

    @Test
    void isZeroWhereNothingWasSet() {
        assertThat(column.get(0)).isZero();
        assertThat(column.get(1_000_000)).isZero();

        column.set(5_000, 7);

        assertThat(column.get(4_999)).isZero();
        assertThat(column.get(5_001)).isZero();
        assertThat(column.get(100)).isZero();
    }

    @Test
    void holdsNumbersOfEveryWidthSideBySide() {
        for (int bits = 0; bits < Long.SIZE - 1; bits++) {
            column.set(2 * bits, 1L << bits);
            column.set(2 * bits + 1, (1L << bits) - 1);
        }

        for (int bits = 0; bits < Long.SIZE - 1; bits++) {
            assertThat(column.get(2 * bits)).isEqualTo(1L << bits);
            assertThat(column.get(2 * bits + 1)).isEqualTo((1L << bits) - 1);
        }
    }

    @Test
    void holdsTheLargestNumberThereIs() {
        column.set(4_095, Long.MAX_VALUE);
        column.set(4_096, 1);

        assertThat(column.get(4_095)).isEqualTo(Long.MAX_VALUE);
        assertThat(column.get(4_096)).isEqualTo(1);
        assertThat(column.get(4_094)).isZero();
    }

    @Test
    void keepsToWhatWasSetLastWhateverTheOrder() {
        Random random = new Random(7);
        Map<Integer, Long> expected = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            int index = random.nextInt(10_000);
            long number = random.nextLong() >>> (1 + random.nextInt(Long.SIZE - 1));
            column.set(index, number);
            expected.put(index, number);
        }

        expected.forEach((index, number) -> assertThat(column.get(index)).isEqualTo(number));
    }

    @Test
    void refusesANumberBelowZero() {
        assertThatThrownBy(() -> column.set(0, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
    }
}
