package delivery.chaos.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RaggedValuesTest {
    private static final RaggedValues VALUES = new RaggedValues("view");

    private static Stream<String> ofTenThousand() {
        return IntStream.range(0, 10_000).mapToObj(VALUES);
    }

    @Test
    void areMostlyTheUsualOne() {
        assertThat(ofTenThousand().filter("view"::equals).count()).isGreaterThan(9_000);
    }

    @Test
    void haveTombstonesAndEmptyOnesAmongThem() {
        assertThat(ofTenThousand().filter(Objects::isNull).count()).isGreaterThan(50);
        assertThat(ofTenThousand().filter(""::equals).count()).isGreaterThan(50);
    }

    /** Larger than a fetch brings of a partition, smaller than a broker takes. */
    @Test
    void haveAFewLargeOnes() {
        List<Integer> large = ofTenThousand()
                .filter(Objects::nonNull)
                .map(String::length)
                .filter(length -> length > 6_000)
                .toList();

        assertThat(large).hasSizeBetween(5, 20).allMatch(length -> length < 1_000_000);
    }

    @Test
    void areTheSameForTheSameEvent() {
        assertThat(VALUES.apply(96)).isEqualTo(new RaggedValues("view").apply(96));
        assertThat(VALUES.apply(0)).isEqualTo("view");
    }
}
