package delivery.chaos.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.testbed.InputEvents.Position;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InputEventsTest {
    private static final int PARTITIONS = 3;
    private static final String PAGE = "/page/1";
    private static final int PARTITION = InputEvents.partition(PAGE, PARTITIONS);

    private final InputEvents.Builder input = new InputEvents.Builder(number -> "run-" + number, PARTITIONS);

    @Test
    void eventsStandAfterWhatIsNoEvent() {
        input.noEvent(PARTITION);
        input.event(PAGE);
        input.noEvent(PARTITION);
        input.noEvent(PARTITION);
        input.event(PAGE);
        InputEvents events = input.build();

        assertThat(events.position("run-0")).isEqualTo(new Position(PARTITION, 1));
        assertThat(events.position("run-1")).isEqualTo(new Position(PARTITION, 4));
        assertThat(events.byPartition()).containsExactly(Map.entry(PARTITION, 2L));
    }

    @Test
    void anIdThatNoEventHasStandsNowhere() {
        input.event(PAGE);
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
        input.event(PAGE);
        input.noEvent(PARTITION);
        input.noEvent(PARTITION);
        input.event(PAGE);
        InputEvents events = input.build();

        assertThat(events.before(Map.of())).isZero();
        assertThat(events.before(Map.of(PARTITION, 1L))).isEqualTo(1);
        assertThat(events.before(Map.of(PARTITION, 3L))).isEqualTo(1);
        assertThat(events.before(Map.of(PARTITION, 4L))).isEqualTo(2);
        assertThat(events.before(Map.of(PARTITION, 99L, PARTITIONS, 7L))).isEqualTo(2);
    }

    @Test
    void findsEventsFromAnOffsetOn() {
        input.event(PAGE);
        input.event(PAGE);
        InputEvents events = input.build();

        assertThat(events.isFrom("run-0", PARTITION, 1)).isFalse();
        assertThat(events.isFrom("run-1", PARTITION, 1)).isTrue();
        assertThat(events.isFrom("run-1", PARTITION + 1, 1)).isFalse();
        assertThat(events.where((id, position) -> position.offset() == 1)).containsExactly("run-1");
    }
}
