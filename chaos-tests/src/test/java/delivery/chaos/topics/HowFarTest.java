package delivery.chaos.topics;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.atleastonce.AtLeastOnce;
import delivery.chaos.history.HistoryLine;
import delivery.chaos.history.HistoryLine.Drain;
import delivery.chaos.history.HistoryLine.Effect;
import delivery.chaos.history.HistoryLine.Event;
import delivery.chaos.pipeline.description.DescribedTopics;
import delivery.contract.Circumstance;
import delivery.contract.Guarantee;
import delivery.transactional.TransactionalEos;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class HowFarTest {
    private static final Guarantee UNCOMMITTED = AtLeastOnce.GUARANTEE;
    private static final Guarantee COMMITTED = TransactionalEos.GUARANTEE;

    private final List<HistoryLine> effects = new ArrayList<>();
    private final List<Event> events =
            List.of(new Event("a0", "/a", 0, 0), new Event("a1", "/a", 0, 1), new Event("b0", "/b", 1, 0));

    private void effect(String id, boolean readCommitted) {
        effects.add(new Effect(0, effects.size(), id, "/a", 1L, 1, 0, true, readCommitted));
    }

    private Drain drain(Guarantee promise, boolean drained, Map<Integer, Long> committed) {
        TopicsToJudge topics = new TopicsToJudge(
                "views",
                List.of("counts"),
                committed == null ? Optional.empty() : Optional.of("g"),
                drained,
                EnumSet.of(Circumstance.UNDISTURBED),
                DescribedTopics.CONTRACT,
                promise,
                "");
        NavigableMap<Integer, Long> ends = new TreeMap<>(Map.of(0, 2L, 1, 1L));
        return new HowFar(
                        topics,
                        List.copyOf(events),
                        events.stream().collect(Collectors.toMap(Event::id, Function.identity())),
                        effects)
                .drain(7, Optional.ofNullable(committed).map(TreeMap::new), ends);
    }

    @Test
    void withoutAWordOfItEndsAfterTheLastEventOfAPartitionThatHasAnEffect() {
        effect("a0", true);
        effect("of no event", true);
        effect(null, true);

        Drain drain = drain(UNCOMMITTED, false, null);

        assertThat(drain.drained()).isFalse();
        assertThat(drain.committedOffsets()).isEqualTo(Map.of(0, 1L));
        assertThat(drain.waitsOn())
                .contains(
                        "--group or --drained",
                        "views-0 is at offset 1 and has its last event at 1",
                        "views-1 is at offset 0 and has its last event at 0");
    }

    @Test
    void isDrainedWhereTheLastEventOfEachPartitionHasAnEffect() {
        effect("a1", true);
        effect("b0", true);

        assertThat(drain(UNCOMMITTED, false, null).drained()).isTrue();
    }

    @Test
    void takesNoEffectThatThePromiseDoesNotReadForASignOfHavingComeThatFar() {
        effect("a1", false);
        effect("b0", true);

        assertThat(drain(COMMITTED, false, null).committedOffsets()).isEqualTo(Map.of(1, 1L));
        assertThat(drain(UNCOMMITTED, false, null).drained()).isTrue();
    }

    @Test
    void believesTheGroupAndWhoSaysThatAllWasDone() {
        assertThat(drain(UNCOMMITTED, true, null).drained()).isTrue();
        assertThat(drain(UNCOMMITTED, false, Map.of(0, 2L, 1, 1L)).drained()).isTrue();

        Drain behind = drain(UNCOMMITTED, false, Map.of(0, 2L));

        assertThat(behind.drained()).isFalse();
        assertThat(behind.waitsOn())
                .startsWith("committed offsets of the group g")
                .contains("views-1 is at offset 0");
    }
}
