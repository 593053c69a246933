package delivery.chaos.report.timeline;

import delivery.chaos.history.Exchange;
import delivery.chaos.report.timeline.Timeline.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** How far a pipeline is in its input, by time: an offset for every partition. */
final class Positions {
    private final Map<Integer, Long> offsets = new HashMap<>();
    private final List<Moment> moments = new ArrayList<>();
    /** By partition, for every offset that was reached, when it first was. */
    private final Map<Integer, TreeMap<Long, Long>> reachedAtMs = new HashMap<>();

    private record Moment(long atMs, Map<Integer, Long> offsets) {}

    /** Takes note of offsets by partition; anything else is ignored. */
    void at(long atMs, Map<Integer, Object> positions) {
        positions.forEach((partition, said) -> {
            if (said instanceof Number offset && offset.longValue() >= 0) {
                offsets.put(partition, offset.longValue());
                reachedAtMs.computeIfAbsent(partition, none -> new TreeMap<>()).putIfAbsent(offset.longValue(), atMs);
            }
        });
        moments.add(new Moment(atMs, Map.copyOf(offsets)));
    }

    /** How many events it has passed, by time. */
    List<Point> totals(InputOffsets input) {
        List<Point> totals = new ArrayList<>();
        for (Moment moment : moments) {
            long before = totals.isEmpty() ? 0 : totals.get(totals.size() - 1).total();
            long total = input.before(moment.offsets());
            if (total != before) {
                totals.add(new Point(moment.atMs(), total));
            }
        }
        return totals;
    }

    /** When what stands at this offset was first passed. */
    OptionalLong passedAtMs(int partition, long offset) {
        Map<Long, Long> beyond =
                reachedAtMs.getOrDefault(partition, new TreeMap<>()).tailMap(offset, false);
        return beyond.values().stream().mapToLong(Long::longValue).min();
    }

    /**
     * Positions of fetches. What a Fetch asks for next tells up to where the response before it went, and that is when
     * the pipeline had it; a position that does not grow is that of a new start.
     */
    static final class FetchPositions {
        private record At(long atMs, int partition, long offset, boolean rewinds) {}

        private final List<At> all = new ArrayList<>();
        private final Map<Integer, Long> lastOffsets = new HashMap<>();
        private final Map<Integer, Long> lastResponsesMs = new HashMap<>();

        void exchange(Exchange exchange) {
            Partitions.ofEvents(exchange.request()).forEach((partition, said) -> {
                if (said instanceof Number offset) {
                    Long before = lastOffsets.put(partition, offset.longValue());
                    boolean grown = before != null && offset.longValue() > before;
                    long atMs = grown ? lastResponsesMs.getOrDefault(partition, exchange.atMs()) : exchange.atMs();
                    all.add(new At(atMs, partition, offset.longValue(), !grown));
                }
            });
            Partitions.ofEvents(exchange.response()).forEach((partition, said) -> {
                Long bytes = Partitions.number(said, "bytes");
                if (bytes != null && bytes > 0 && exchange.endedAtMs() != null) {
                    lastResponsesMs.put(partition, exchange.endedAtMs());
                }
            });
        }

        /** What was committed had been fetched, also if no later Fetch tells of it. */
        void committed(long atMs, Map<Integer, Object> positions) {
            positions.forEach((partition, said) -> {
                if (said instanceof Number offset) {
                    all.add(new At(atMs, partition, offset.longValue(), false));
                }
            });
        }

        Positions positions() {
            Positions positions = new Positions();
            all.stream()
                    .sorted(Comparator.comparingLong(At::atMs))
                    .filter(at -> at.rewinds() || at.offset() > positions.offsets.getOrDefault(at.partition(), -1L))
                    .forEach(at -> positions.at(at.atMs(), Map.of(at.partition(), at.offset())));
            return positions;
        }
    }

    /** Positions of commits: those without a transaction at once, the others when it was committed. */
    static final class Commits {
        private final Positions positions = new Positions();
        private final Map<String, Map<Integer, Object>> inTransaction = new HashMap<>();

        void exchange(Exchange exchange) {
            long atMs = exchange.endedAtMs() == null ? exchange.atMs() : exchange.endedAtMs();
            String transaction = Partitions.text(exchange.request(), "transactionalId");
            boolean done = Partitions.isDone(exchange);
            switch (exchange.apiKey()) {
                case "OffsetCommit" -> {
                    if (done) {
                        positions.at(atMs, Partitions.ofEvents(exchange.request()));
                    }
                }
                case "TxnOffsetCommit" -> {
                    if (done && transaction != null) {
                        inTransaction
                                .computeIfAbsent(transaction, none -> new HashMap<>())
                                .putAll(Partitions.ofEvents(exchange.request()));
                    }
                }
                case "EndTxn" -> {
                    Map<Integer, Object> ended = inTransaction.getOrDefault(transaction, Map.of());
                    if (done && Boolean.TRUE.equals(exchange.request().get("committed"))) {
                        positions.at(atMs, ended);
                        inTransaction.remove(transaction);
                    } else if (done) {
                        inTransaction.remove(transaction);
                    }
                }
                // What the process before left open is aborted.
                case "InitProducerId" -> inTransaction.remove(transaction);
                // The next caller learns the result of a commit whose response was lost.
                case "OffsetFetch" -> positions.at(atMs, Partitions.ofEvents(exchange.response()));
                default -> {}
            }
        }

        Positions positions() {
            return positions;
        }
    }
}
