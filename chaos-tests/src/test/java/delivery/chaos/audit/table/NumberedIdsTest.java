package delivery.chaos.audit.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NumberedIdsTest {
    private final NumberedIds ids = new NumberedIds();

    @Test
    void findsIdsByPrefixAndNumberAndGivesThemBackLetterByLetter() {
        List<String> all = List.of(
                "e-0",
                "e-1",
                "e-01",
                "e-001",
                "e-00",
                "e-000",
                "e-10",
                "e-1000000",
                "7",
                "0",
                "00",
                "f-1",
                "-1",
                "e-1023",
                "e-1024",
                "e--5",
                "x999999999999999999",
                "x9999999999999999999",
                "é٣7");
        for (int event = 0; event < all.size(); event++) {
            assertThat(ids.add(all.get(event), event)).as(all.get(event)).isTrue();
        }

        for (int event = 0; event < all.size(); event++) {
            assertThat(ids.find(all.get(event))).isEqualTo(event);
            assertThat(ids.id(event)).isEqualTo(all.get(event));
        }
        assertThat(List.of("e-2", "e-0001", "e-01000000", "g-1", "1", "e-1025", "e-2048"))
                .allSatisfy(id -> assertThat(ids.find(id)).isEqualTo(-1));
    }

    @Test
    void leavesIdsWithoutANumberAtTheirEndToOthers() {
        assertThat(List.of("", "e", "1e", "e-", "e-1 ", "e-٣")).allSatisfy(id -> {
            assertThat(ids.add(id, 0)).isFalse();
            assertThat(ids.find(id)).isEqualTo(-1);
        });
    }

    @Test
    void takesNumbersThatLieClose() {
        for (int number = 0; number < 20_000; number++) {
            assertThat(ids.add("e-" + 10L * number, number)).isTrue();
        }

        assertThat(ids.find("e-199990")).isEqualTo(19_999);
        assertThat(ids.id(12_345)).isEqualTo("e-123450");
    }

    @Test
    void leavesNumbersThatLieTooFarApartToOthers() {
        long taken = IntStream.range(0, 1_000)
                .filter(number -> ids.add("e-" + 1_000_000L * number, number))
                .count();

        assertThat(taken)
                .as("one chunk each, as many as there may be for nothing")
                .isEqualTo(16);
    }
}
