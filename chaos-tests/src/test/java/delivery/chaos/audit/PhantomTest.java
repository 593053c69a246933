package delivery.chaos.audit;

import static delivery.chaos.audit.LiteralHistory.history;
import static delivery.contract.Anomaly.DUPLICATED;
import static delivery.contract.Anomaly.MISCOUNTED;
import static delivery.contract.Anomaly.PHANTOM;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PhantomTest extends OracleTest {

    private static LiteralHistory oneOfEachPage() {
        return history()
                .event("e1", "/a", P0, 0)
                .event("e2", "/b", P0, 1)
                .effect("e1", "/a", 1, P0, 0)
                .effect("e2", "/b", 1, P0, 1);
    }

    @Test
    void findsAnEventIdThatWasNeverSent() throws IOException {
        Audit audit = audit(oneOfEachPage().effect("e3", "/a", 1, P0, 2));

        assertThat(found(audit)).isEqualTo(Map.of(PHANTOM, 1L));
        assertThat(sentences(audit, PHANTOM))
                .containsExactly("the effect at effects-0@2 carries the event id e3, which was never sent");
    }

    @Test
    void findsAnEffectWithoutAnEventId() throws IOException {
        Audit audit = audit(oneOfEachPage().effect(null, "/a", 1, P0, 2));

        assertThat(found(audit)).isEqualTo(Map.of(PHANTOM, 1L));
        assertThat(sentences(audit, PHANTOM)).containsExactly("the effect at effects-0@2 has no header event-id");
    }

    @Test
    void findsAnEffectOnAnotherPageThanItsEvent() throws IOException {
        Audit audit = audit(history()
                .event("e1", "/a", P0, 0)
                .event("e2", "/b", P0, 1)
                .effect("e1", "/b", 1, P0, 0)
                .effect("e2", "/b", 1, P0, 1));

        assertThat(found(audit)).as("nor has /a an effect").isEqualTo(Map.of(PHANTOM, 1L, MISCOUNTED, 1L));
        assertThat(sentences(audit, PHANTOM))
                .containsExactly(
                        "the effect at effects-0@0 is on page /b, but its event e1 at events-0@0 is on page /a");
    }

    @Test
    void findsAnEffectWithoutAKey() throws IOException {
        Audit audit = audit(oneOfEachPage().effect("e1", null, 1, P0, 2));

        assertThat(found(audit)).isEqualTo(Map.of(PHANTOM, 1L, DUPLICATED, 1L));
    }

    @Test
    void findsAValueThatIsNoNumberAlsoIfARightOneFollows() throws IOException {
        Audit audit = audit(history()
                .event("e1", "/a", P0, 0)
                .event("e2", "/a", P0, 1)
                .effect("e1", "/a", null, P0, 0)
                .effect("e2", "/a", 2, P0, 1));

        assertThat(found(audit)).isEqualTo(Map.of(PHANTOM, 1L));
        assertThat(sentences(audit, PHANTOM))
                .containsExactly("the effect at effects-0@0 has a value that is no decimal number");
    }

    @Test
    void countsAnEffectThatIsWrongInTwoWaysOnceAndSaysBoth() throws IOException {
        Audit audit = audit(oneOfEachPage().effect("e3", "/c", null, P0, 2));

        assertThat(found(audit)).isEqualTo(Map.of(PHANTOM, 1L));
        assertThat(sentences(audit, PHANTOM))
                .containsExactly("the effect at effects-0@2 carries the event id e3, which was never sent and has a"
                        + " value that is no decimal number");
    }

    @Test
    void countsEveryPhantomForTwoOfAnUnknownIdAreNotDuplicates() throws IOException {
        Audit audit = audit(oneOfEachPage().effect("e3", "/a", 1, P0, 2).effect("e3", "/a", 1, P0, 3));

        assertThat(found(audit)).isEqualTo(Map.of(PHANTOM, 2L));
    }

    @Test
    void tellsIdsApartThatDifferOnlyInCaseOrSpace() throws IOException {
        Audit audit = audit(oneOfEachPage().effect("E1", "/a", 1, P0, 2).effect("e1 ", "/a", 1, P0, 3));

        assertThat(found(audit)).isEqualTo(Map.of(PHANTOM, 2L));
    }
}
