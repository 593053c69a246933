package delivery.chaos.topics;

import delivery.chaos.form.Yield;
import delivery.chaos.history.HistoryLine;
import delivery.chaos.history.HistoryLine.Drain;
import delivery.chaos.history.HistoryLine.Effect;
import delivery.chaos.history.HistoryLine.Event;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How far the pipeline has come: what it has not reached is not lost. A group's committed offsets say it; or whoever
 * says that all was done; or else, for a pipeline that goes through each partition in order, the last event of a
 * partition that has an effect.
 */
record HowFar(TopicsToJudge topics, List<HistoryLine> events, Map<String, Event> byId, List<HistoryLine> effects) {

    /** What the history says of it. */
    Drain drain(long atMs, Optional<NavigableMap<Integer, Long>> committed, NavigableMap<Integer, Long> inputEnds) {
        NavigableMap<Integer, Long> reached =
                committed.orElseGet(() -> isDone() ? new TreeMap<>(inputEnds) : afterLastWithEffect());
        String missing = missing(reached);
        String waitsOn = missing.isEmpty()
                ? ""
                : committed.isPresent()
                        ? "committed offsets of the group " + topics.group().orElseThrow()
                                + " to pass the last event of each partition: " + missing
                        : "somebody who says how far the pipeline has come, by --group or --drained: " + missing
                                + ". Events from there on are lost, or not done yet";
        return new Drain(atMs, missing.isEmpty(), false, waitsOn, reached, inputEnds, Map.of(), Set.of());
    }

    /** Of what a filter has left out nobody asks whether it was reached. */
    private boolean isDone() {
        return topics.drained() || topics.described().yields().rule() == Yield.PerEvent.ZERO_OR_ONE;
    }

    private NavigableMap<Integer, Long> afterLastWithEffect() {
        NavigableMap<Integer, Long> after = new TreeMap<>();
        for (HistoryLine line : effects) {
            if (line instanceof Effect effect
                    && (effect.readCommitted() || !topics.promise().readsCommitted())) {
                Event event = effect.eventId() == null ? null : byId.get(effect.eventId());
                if (event != null) {
                    after.merge(event.partition(), event.offset() + 1, Math::max);
                }
            }
        }
        return after;
    }

    /** {@code orders-0 is at 250 and has an event at 499}; empty if nothing is missing. */
    private String missing(NavigableMap<Integer, Long> reached) {
        NavigableMap<Integer, Long> last = new TreeMap<>();
        for (HistoryLine line : events) {
            if (line instanceof Event event) {
                last.merge(event.partition(), event.offset(), Math::max);
            }
        }
        return last.entrySet().stream()
                .filter(event -> reached.getOrDefault(event.getKey(), 0L) <= event.getValue())
                .map(event -> topics.input() + "-" + event.getKey() + " is at offset "
                        + reached.getOrDefault(event.getKey(), 0L) + " and has its last event at " + event.getValue())
                .collect(Collectors.joining(", "));
    }
}
