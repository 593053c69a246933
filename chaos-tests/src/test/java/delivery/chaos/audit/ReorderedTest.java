package delivery.chaos.audit;

import static delivery.chaos.audit.LiteralHistory.history;
import static delivery.contract.Anomaly.DUPLICATED;
import static delivery.contract.Anomaly.LOST;
import static delivery.contract.Anomaly.MISCOUNTED;
import static delivery.contract.Anomaly.REORDERED;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReorderedTest extends OracleTest {

    private static LiteralHistory fourViews() {
        return history()
                .event("e1", "/a", P0, 0)
                .event("e2", "/a", P0, 1)
                .event("e3", "/a", P0, 2)
                .event("e4", "/a", P0, 3);
    }

    @Test
    void findsTheOneEventThatComesAfterLaterOnes() throws IOException {
        Audit audit = audit(fourViews()
                .effect("e2", "/a", 1, P0, 0)
                .effect("e3", "/a", 2, P0, 1)
                .effect("e4", "/a", 3, P0, 2)
                .effect("e1", "/a", 4, P0, 3));

        assertThat(found(audit)).isEqualTo(Map.of(REORDERED, 1L, MISCOUNTED, 1L));
        assertThat(sentences(audit, REORDERED))
                .containsExactly("e1 of page /a stands at events-0@0, before e4 at events-0@3, but its first effect at"
                        + " effects-0@3 comes after effects-0@2");
    }

    @Test
    void findsAllEventsAfterOneThatCameTooEarly() throws IOException {
        Audit audit = audit(fourViews()
                .effect("e4", "/a", 1, P0, 0)
                .effect("e1", "/a", 2, P0, 1)
                .effect("e2", "/a", 3, P0, 2)
                .effect("e3", "/a", 4, P0, 3));

        assertThat(found(audit)).isEqualTo(Map.of(REORDERED, 3L, MISCOUNTED, 1L));
    }

    @Test
    void acquitsAGapForALostEventIsNotOutOfOrder() throws IOException {
        Audit audit = audit(fourViews().effect("e1", "/a", 1, P0, 0).effect("e4", "/a", 2, P0, 1));

        assertThat(found(audit)).isEqualTo(Map.of(LOST, 2L, MISCOUNTED, 1L));
    }

    @Test
    void acquitsARedeliveredBatchForItsCopiesAreDuplicates() throws IOException {
        Audit audit = audit(fourViews()
                .effect("e1", "/a", 1, P0, 0)
                .effect("e2", "/a", 2, P0, 1)
                .effect("e3", "/a", 3, P0, 2)
                .effect("e1", "/a", 1, P0, 3)
                .effect("e2", "/a", 2, P0, 4)
                .effect("e3", "/a", 3, P0, 5)
                .effect("e4", "/a", 4, P0, 6));

        assertThat(found(audit)).isEqualTo(Map.of(DUPLICATED, 3L));
    }

    @Test
    void acquitsEffectsOfDifferentPagesInAnyOrder() throws IOException {
        Audit audit = audit(history()
                .event("e1", "/a", P0, 0)
                .event("e2", "/b", P0, 1)
                .effect("e2", "/b", 1, P0, 0)
                .effect("e1", "/a", 1, P0, 1));

        assertThat(found(audit)).isEmpty();
    }

    @Test
    void goesByTheOffsetOfTheEventNotByTheLineItIsWrittenOn() throws IOException {
        Audit audit = audit(history()
                .event("e2", "/a", P0, 1)
                .event("e1", "/a", P0, 0)
                .effect("e1", "/a", 1, P0, 0)
                .effect("e2", "/a", 2, P0, 1));

        assertThat(found(audit)).isEmpty();
    }

    @Test
    void findsTheSameEventsGuiltyWhenTheirLinesAreInTheOtherOrder() throws IOException {
        Audit audit = audit(history()
                .event("e2", "/a", P0, 1)
                .event("e1", "/a", P0, 0)
                .effect("e2", "/a", 1, P0, 0)
                .effect("e1", "/a", 2, P0, 1));

        assertThat(found(audit)).isEqualTo(Map.of(REORDERED, 1L, MISCOUNTED, 1L));
    }

    @Test
    void acquitsEffectsInDifferentPartitionsForKafkaOrdersNothingBetweenThem() throws IOException {
        Audit audit = audit(history()
                .event("e1", "/a", P0, 0)
                .event("e2", "/a", P0, 1)
                .effect("e2", "/a", 2, P0, 0)
                .effect("e1", "/a", 1, P1, 0));

        assertThat(found(audit)).isEmpty();
    }
}
