package delivery.chaos.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class InputBatchesTest {
    private static final List<String> PAGES = List.of("/a", "/bb", "/c", "/d", "/ee", "/f");

    @Test
    void noBatchHoldsMoreEventsOfAPartitionThanItShould() {
        InputBatches batches = InputBatches.ofEvents(2, page -> page.length() % 2, 1_000, "view");

        assertThat(batches.rounds(PAGES)).containsExactly(List.of(0, 1, 2, 4), List.of(3, 5));
    }

    @Test
    void asTheyComeIsOneRound() {
        assertThat(InputBatches.ofBytes(1_000, page -> 0, number -> "view").rounds(PAGES))
                .containsExactly(List.of(0, 1, 2, 3, 4, 5));
    }
}
