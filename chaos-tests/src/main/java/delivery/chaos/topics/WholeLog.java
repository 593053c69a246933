package delivery.chaos.topics;

import delivery.chaos.history.HistoryLine;
import delivery.chaos.history.HistoryLine.Effect;
import delivery.chaos.history.HistoryLine.Event;
import delivery.chaos.history.HistoryLine.Gap;
import delivery.chaos.history.HistoryLine.Marker;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Whether every offset of a topic was read: compaction takes records out, and leaves the others where they are. */
final class WholeLog {
    private WholeLog() {}

    /** Offsets that a line accounts for. */
    private record Span(int partition, long first, long last) {
        static Span of(HistoryLine line) {
            if (line instanceof Event event) {
                return new Span(event.partition(), event.offset(), event.offset());
            }
            if (line instanceof Gap gap) {
                return new Span(gap.partition(), gap.first(), gap.last());
            }
            if (line instanceof Effect effect) {
                return new Span(effect.partition(), effect.offset(), effect.offset());
            }
            if (line instanceof Marker marker) {
                return new Span(marker.partition(), marker.offset(), marker.offset());
            }
            throw new IllegalArgumentException("no line of a topic: " + line);
        }
    }

    /**
     * Requires that lines account for every offset from 0.
     *
     * @param lines in the order of (partition, offset)
     * @param partitions by number
     * @param ends by number, the offset after the last record
     * @throws NotJudgedException that names the first offset with nothing at it
     */
    static void require(List<HistoryLine> lines, Map<Integer, TopicPartition> partitions, Map<Integer, Long> ends)
            throws NotJudgedException {
        Map<Integer, Long> next = new HashMap<>();
        for (HistoryLine line : lines) {
            Span span = Span.of(line);
            requireNext(partitions.get(span.partition()), next.getOrDefault(span.partition(), 0L), span.first());
            next.put(span.partition(), span.last() + 1);
        }
        for (Map.Entry<Integer, Long> end : ends.entrySet()) {
            requireNext(partitions.get(end.getKey()), next.getOrDefault(end.getKey(), 0L), end.getValue());
        }
    }

    private static void requireNext(TopicPartition partition, long expected, long found) throws NotJudgedException {
        if (found != expected) {
            throw new NotJudgedException(partition + " has nothing at offset " + expected
                    + ": records were taken out of it (cleanup.policy=compact does that), and nobody can judge by the"
                    + " rest");
        }
    }
}
