package delivery.chaos.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import delivery.chaos.history.HistoryLine;
import delivery.chaos.history.HistoryLine.Effect;
import delivery.chaos.history.HistoryLine.Event;
import delivery.chaos.history.HistoryLine.Marker;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lines that no cluster can have written. */
class RefusedLinesTest {
    private final Auditor auditor = new Auditor();

    @BeforeEach
    void begin() {
        auditor.accept(LiteralHistory.history().scenario());
    }

    private void refuses(HistoryLine line, String why) {
        assertThatThrownBy(() -> auditor.accept(line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    private static Effect effect(int partition, long offset) {
        return new Effect(partition, offset, "e1", "/a", 1L, -1, -1, false, true);
    }

    @Test
    void refusesAnEventWhereThereIsNoPlace() {
        refuses(new Event("e1", "/a", -1, 0), "there is no such place in a topic: events--1@0");
        refuses(new Event("e1", "/a", 0, -1), "there is no such place in a topic: events-0@-1");
    }

    @Test
    void refusesAnEffectWhereThereIsNoPlace() {
        refuses(effect(-1, 0), "there is no such place in a topic: effects--1@0");
        refuses(effect(0, -1), "there is no such place in a topic: effects-0@-1");
    }

    @Test
    void refusesAMarkerThatComesBehindALaterRecord() {
        auditor.accept(effect(0, 5));

        refuses(new Marker(0, 5, 7, 0, true), "effects-0@5 comes after offset 5");
        refuses(new Marker(0, 4, 7, 0, true), "effects-0@4 comes after offset 5");
    }

    @Test
    void refusesAnEffectBehindAMarkerOfTheSamePlace() {
        auditor.accept(new Marker(0, 5, 7, 0, true));

        refuses(effect(0, 5), "effects-0@5 comes after offset 5");
    }

    @Test
    void countsApartWhatOnlyReadUncommittedShows() {
        auditor.accept(new Event("e1", "/a", 0, 0));
        auditor.accept(effect(0, 0));
        for (int offset = 1; offset < 4; offset++) {
            auditor.accept(new Effect(0, offset, "e1", "/a", 1L, 7, 3, true, false));
        }

        assertThat(auditor.audit().uncommittedEffects()).isEqualTo(3);
    }
}
