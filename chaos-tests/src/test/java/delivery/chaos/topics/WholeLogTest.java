package delivery.chaos.topics;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import delivery.chaos.history.HistoryLine;
import delivery.chaos.history.HistoryLine.Effect;
import delivery.chaos.history.HistoryLine.Event;
import delivery.chaos.history.HistoryLine.Gap;
import delivery.chaos.history.HistoryLine.Marker;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class WholeLogTest {
    private static final Map<Integer, TopicPartition> PARTITIONS =
            Map.of(0, new TopicPartition("t", 0), 1, new TopicPartition("t", 1));

    private static void require(long end, HistoryLine... lines) throws NotJudgedException {
        WholeLog.require(List.of(lines), PARTITIONS, Map.of(0, end, 1, 0L));
    }

    private static Event event(long offset) {
        return new Event("e" + offset, "/a", 0, offset);
    }

    @Test
    void isWholeWhereSomethingStandsAtEveryOffset() {
        assertThatCode(() -> require(4, event(0), new Gap(0, 1, 2, "aborted"), event(3)))
                .doesNotThrowAnyException();
        assertThatCode(() ->
                        require(2, new Effect(0, 0, "e", "/a", 1L, 1, 0, true, true), new Marker(0, 1, 1, 0, true)))
                .doesNotThrowAnyException();
    }

    @Test
    void namesTheFirstOffsetThatWasTakenOut() {
        assertThatThrownBy(() -> require(2, event(1)))
                .isInstanceOf(NotJudgedException.class)
                .hasMessageContaining("t-0 has nothing at offset 0: records were taken out of it");
        assertThatThrownBy(() -> require(3, event(0), event(2))).hasMessageContaining("offset 1");
        assertThatThrownBy(() -> require(3, event(0), event(1))).hasMessageContaining("offset 2");
        assertThatThrownBy(() -> WholeLog.require(List.of(), PARTITIONS, Map.of(1, 1L)))
                .hasMessageContaining("t-1 has nothing at offset 0");
    }
}
