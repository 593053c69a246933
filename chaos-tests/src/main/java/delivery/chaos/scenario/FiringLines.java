package delivery.chaos.scenario;

import delivery.chaos.fault.Fault;
import delivery.chaos.history.HistoryLine.Firing;
import delivery.chaos.history.HistoryLine.Range;
import delivery.chaos.testbed.EffectTraffic;
import delivery.chaos.testbed.InputEvents;
import delivery.contract.Anomaly;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Firings as they stand in a history: each with the moment of its recovery, and events by where they stand in the
 * input.
 */
record FiringLines(EffectTraffic traffic, InputEvents events) {
    List<Firing> of(List<Fault.Firing> firings) {
        List<Firing> lines = new ArrayList<>();
        for (Fault.Firing firing : firings) {
            OptionalLong recovered =
                    traffic.firstAcknowledgementAfter(firing.atMs(), firing.partitions(), firing.afterConnection());
            lines.add(new Firing(
                    lines.size() + 1,
                    firing.atMs(),
                    firing.healedAtMs(),
                    recovered.isPresent() ? recovered.getAsLong() : null,
                    ranges(firing.eventIds()),
                    atRisk(firing),
                    firing.what(),
                    firing.proof()));
        }
        return lines;
    }

    private Map<Anomaly, List<Range>> atRisk(Fault.Firing firing) {
        Map<Anomaly, List<Range>> atRisk = new EnumMap<>(Anomaly.class);
        firing.atRisk().forEach((anomaly, ids) -> atRisk.put(anomaly, ranges(ids)));
        atRisk.values().removeIf(List::isEmpty);
        return atRisk;
    }

    /** Where these events stand in the input, neighbours together; an id that no event has is left out. */
    private List<Range> ranges(Set<String> eventIds) {
        List<InputEvents.Position> positions = eventIds.stream()
                .map(events::position)
                .filter(Objects::nonNull)
                .sorted(Comparator.comparing(InputEvents.Position::partition)
                        .thenComparing(InputEvents.Position::offset))
                .toList();
        List<Range> ranges = new ArrayList<>();
        for (InputEvents.Position position : positions) {
            Range last = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
            if (last != null && last.partition() == position.partition() && last.last() == position.offset() - 1) {
                ranges.set(ranges.size() - 1, new Range(last.partition(), last.first(), position.offset()));
            } else {
                ranges.add(new Range(position.partition(), position.offset(), position.offset()));
            }
        }
        return ranges;
    }
}
