package delivery.chaos.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WholeBatchesTest {
    @Test
    void fillsEveryPartitionByGoingThroughThePagesAgain() {
        assertThat(WholeBatches.fill(List.of("/a", "/bb", "/c", "/dd", "/e"), 2, page -> page.length() % 2))
                .containsExactly("/a", "/bb", "/c", "/dd", "/e", "/a");
    }

    @Test
    void leavesWholeBatchesAsTheyAre() {
        assertThat(WholeBatches.fill(List.of("/a", "/b"), 2, page -> 0)).containsExactly("/a", "/b");
        assertThat(WholeBatches.fill(List.of("/a", "/b", "/c"), 1, page -> 0)).containsExactly("/a", "/b", "/c");
    }

    @Test
    void fillsAPartitionOfOnePage() {
        assertThat(WholeBatches.fill(List.of("/a"), 3, page -> 7)).containsExactly("/a", "/a", "/a");
    }
}
