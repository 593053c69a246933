package delivery.chaos.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.testbed.InputEvents.Position;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InputEventsTest {
    private static final int PARTITIONS = 3;
    private static final int PARTITION = 1;

    private final InputEvents.Builder input = new InputEvents.Builder(number -> "run-" + number, PARTITIONS);

    @Test
    void eventsStandAfterWhatIsNoEvent() {
        input.noEvent(PARTITION);
        input.event(PARTITION);
        input.noEvent(PARTITION);
        input.noEvent(PARTITION);
        input.event(PARTITION);
        InputEvents events = input.build();

        assertThat(events.position("run-0")).isEqualTo(new Position(PARTITION, 1));
        assertThat(events.position("run-1")).isEqualTo(new Position(PARTITION, 4));
        assertThat(events.byPartition()).containsExactly(Map.entry(PARTITION, 2L));
    }

    @Test
    void anIdThatNoEventHasStandsNowhere() {
        input.event(PARTITION);
        InputEvents events = input.build();

        assertThat(events.position("run-1")).isNull();
        assertThat(events.position("run-")).isNull();
        assertThat(events.position("run-00")).isNull();
        assertThat(events.position("run-aborted-0")).isNull();
        assertThat(events.position("another-0")).isNull();
        assertThat(events.position("run-99999999999999999999")).isNull();
        assertThat(events.position("")).isNull();
    }

    @Test
    void countsTheEventsBeforeAnOffsetAndNotTheGaps() {
        input.event(PARTITION);
        input.noEvent(PARTITION);
        input.noEvent(PARTITION);
        input.event(PARTITION);
        InputEvents events = input.build();

        assertThat(events.before(Map.of())).isZero();
        assertThat(events.before(Map.of(PARTITION, 1L))).isEqualTo(1);
        assertThat(events.before(Map.of(PARTITION, 3L))).isEqualTo(1);
        assertThat(events.before(Map.of(PARTITION, 4L))).isEqualTo(2);
        assertThat(events.before(Map.of(PARTITION, 99L, PARTITIONS, 7L))).isEqualTo(2);
    }

    /** Who commits all that there is to read has not been struck at all of it. */
    @Test
    void areInAPipelinesHandAsFarAsItMayHavePolledThemOrHasBegunThem() {
        List<String> ids = new ArrayList<>();
        for (int number = 0; number < 1_500; number++) {
            input.event(PARTITION);
            ids.add("run-" + number);
        }
        InputEvents events = input.build();
        Collections.reverse(ids);

        assertThat(events.inHand(ids, Set.of("run-0", "run-1400")))
                .hasSize(1_002)
                .contains("run-0", "run-1", "run-1000", "run-1400")
                .doesNotContain("run-1001", "run-1499");
        assertThat(events.inHand(List.of("of nobody"), Set.of())).containsExactly("of nobody");
    }

    @Test
    void findsEventsFromAnOffsetOn() {
        input.event(PARTITION);
        input.event(PARTITION);
        InputEvents events = input.build();

        assertThat(events.isFrom("run-0", PARTITION, 1)).isFalse();
        assertThat(events.isFrom("run-1", PARTITION, 1)).isTrue();
        assertThat(events.isFrom("run-1", PARTITION + 1, 1)).isFalse();
        assertThat(events.where((id, position) -> position.offset() == 1)).containsExactly("run-1");
    }
}
