package delivery.chaos.report.timeline;

import delivery.chaos.history.Exchange;
import delivery.chaos.history.HistoryLine.Effect;
import delivery.chaos.report.timeline.Timeline.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which Produce brought which effects into the log. */
final class Appends {
    /** One partition of one Produce, as it stands in the log. */
    record Append(Exchange produce, int partition, long baseOffset, long records) {
        /** When it was in the log for certain: with its response, or else with its request. */
        long atMs() {
            return Partitions.isDone(produce) && produce.endedAtMs() != null ? produce.endedAtMs() : produce.atMs();
        }
    }

    private record FirstEvent(int partition, String eventId) {}

    private final Map<Integer, TreeMap<Long, Append>> byOffset = new HashMap<>();
    /** Of those whose response says no offset: they may stand in the log or not. */
    private final Map<FirstEvent, Exchange> uncertain = new HashMap<>();

    void produce(Exchange exchange) {
        Map<Integer, Object> responses = Partitions.ofEffects(exchange.response());
        Partitions.ofEffects(exchange.request()).forEach((partition, batch) -> {
            Long baseOffset = Partitions.number(responses.get(partition), "baseOffset");
            String first = Partitions.text(batch, "firstEvent");
            if (baseOffset != null && baseOffset >= 0) {
                add(exchange, partition, baseOffset, batch);
            } else if (first != null) {
                uncertain.put(new FirstEvent(partition, first), exchange);
            }
        });
    }

    private void add(Exchange exchange, int partition, long baseOffset, Object batch) {
        Long records = Partitions.number(batch, "records");
        byOffset.computeIfAbsent(partition, none -> new TreeMap<>())
                .put(baseOffset, new Append(exchange, partition, baseOffset, records == null ? 0 : records));
    }

    /**
     * The append that an effect came with; null if the wire does not tell. Effects come in the order of their offsets.
     */
    Append of(Effect effect) {
        Append known = at(effect.partition(), effect.offset());
        if (known == null && effect.eventId() != null) {
            Exchange unanswered = uncertain.remove(new FirstEvent(effect.partition(), effect.eventId()));
            if (unanswered != null) {
                Object batch = Partitions.ofEffects(unanswered.request()).get(effect.partition());
                add(unanswered, effect.partition(), effect.offset(), batch);
                known = at(effect.partition(), effect.offset());
            }
        }
        return known;
    }

    /** The append that brought what stands at an offset; null if the wire does not tell. */
    Append at(int partition, long offset) {
        Map.Entry<Long, Append> before =
                byOffset.getOrDefault(partition, new TreeMap<>()).floorEntry(offset);
        return before == null || offset >= before.getKey() + before.getValue().records() ? null : before.getValue();
    }

    /** Effects in the log, by time. */
    List<Point> total() {
        List<Append> all = new ArrayList<>();
        byOffset.values().forEach(appends -> all.addAll(appends.values()));
        all.sort(Comparator.comparingLong(Append::atMs));
        List<Point> points = new ArrayList<>();
        long total = 0;
        for (Append append : all) {
            total += append.records();
            points.add(new Point(append.atMs(), total));
        }
        return points;
    }
}
