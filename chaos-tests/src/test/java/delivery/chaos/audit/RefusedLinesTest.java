package delivery.chaos.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import delivery.chaos.history.HistoryLine;
import delivery.chaos.history.HistoryLine.Drain;
import delivery.chaos.history.HistoryLine.Effect;
import delivery.chaos.history.HistoryLine.End;
import delivery.chaos.history.HistoryLine.Event;
import delivery.chaos.history.HistoryLine.Gap;
import delivery.chaos.history.HistoryLine.Marker;
import delivery.chaos.history.HistoryLine.NotFired;
import delivery.chaos.history.HistoryLine.Schedule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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
    void refusesAMarkerThatComesAfterALaterRecord() {
        auditor.accept(effect(0, 5));

        refuses(new Marker(0, 5, 7, 0, true), "effects-0@5 comes after offset 5");
        refuses(new Marker(0, 4, 7, 0, true), "effects-0@4 comes after offset 5");
    }

    @Test
    void refusesAnEffectAfterAMarkerOfTheSamePlace() {
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

    static List<HistoryLine> linesThatComeOnce() {
        return List.of(
                LiteralHistory.history().scenario(),
                new Schedule(List.of()),
                new NotFired(10, "its moment never came"),
                new Drain(10, true, false, "", Map.of(), Map.of(), Map.of(), Set.of()),
                new End(1, 10, List.of()));
    }

    @ParameterizedTest
    @MethodSource("linesThatComeOnce")
    void refusesTheSecondLineOfAKindThatComesOnce(HistoryLine line) {
        Auditor fresh = new Auditor();
        fresh.accept(line);

        assertThatThrownBy(() -> fresh.accept(line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("a history has one (scenario|schedule|not-fired|drain|end), this is its second");
    }

    @Test
    void refusesAnEmptyScheduleAfterTheOneThatTheRunWentBy() {
        auditor.accept(new Schedule(List.of(new Schedule.Aim("PRODUCE", 0, 17))));

        refuses(new Schedule(List.of()), "a history has one schedule");
    }

    @Test
    void refusesAnInputOfWhichAnOffsetIsLeftOut() {
        auditor.accept(new Event("e1", "/a", 0, 0));
        auditor.accept(new Event("e3", "/a", 0, 2));

        refuses(new End(3, 10, List.of()), "nothing tells what stands at events-0@1, and the input of that partition");
    }

    @Test
    void refusesAnInputThatDoesNotBeginAtItsBeginning() {
        auditor.accept(new Event("e1", "/a", 1, 4));

        refuses(new End(2, 10, List.of()), "nothing tells what stands at events-1@0");
    }

    @Test
    void takesAReasonForAnOffsetWithoutEventWhereverItsLineStands() {
        auditor.accept(new Gap(0, 3, 4, "a transaction that was aborted upstream"));
        auditor.accept(new Event("e3", "/a", 0, 2));
        auditor.accept(new Event("e1", "/a", 0, 0));
        auditor.accept(new Gap(0, 1, 1, "the marker of a commit upstream"));
        auditor.accept(new End(5, 10, List.of()));

        assertThat(auditor.audit().inputEnds()).containsEntry(0, 5L);
        assertThat(auditor.audit().lastEvents()).containsEntry(0, 2L);
    }

    @Test
    void refusesAnEventAndAGapOfOnePlace() {
        auditor.accept(new Event("e1", "/a", 0, 0));

        refuses(new Event("e2", "/a", 0, 0), "events-0@0 is there twice");
        refuses(new Gap(0, 0, 3, "aborted"), "events-0@0 is there twice");
    }

    @Test
    void refusesAGapThatExplainsNothing() {
        assertThatThrownBy(() -> new Gap(0, 3, 2, "aborted")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Gap(0, 3, 3, " ")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAnOutputOfWhichAnOffsetIsLeftOut() {
        auditor.accept(effect(0, 0));
        auditor.accept(effect(0, 2));
        auditor.accept(effect(0, 5));

        refuses(new End(4, 10, List.of()), "nothing tells what stands at effects-0@1, and effects-0@2 comes after it");
    }

    @Test
    void asksNoWholeLogOfAHarnessThatFailed() {
        auditor.accept(new Event("e3", "/a", 0, 2));
        auditor.accept(effect(0, 2));
        auditor.accept(new End(3, 10, List.of("the broker is gone")));

        assertThat(auditor.audit().events()).isEqualTo(1);
    }
}
