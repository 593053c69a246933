package delivery.chaos.report.timeline;

import delivery.chaos.history.Exchange;
import delivery.chaos.history.HistoryLine;
import delivery.chaos.history.HistoryLine.Effect;
import delivery.chaos.history.HistoryLine.End;
import delivery.chaos.history.HistoryLine.Event;
import delivery.chaos.history.HistoryLine.Firing;
import delivery.chaos.history.HistoryLine.ProcessState;
import delivery.chaos.history.HistoryLine.Scenario;
import delivery.chaos.history.HistoryReader;
import delivery.chaos.report.timeline.Appends.Append;
import delivery.chaos.report.timeline.Timeline.Lane;
import delivery.chaos.report.timeline.Timeline.Mark;
import delivery.chaos.report.timeline.Timeline.Point;
import delivery.chaos.report.timeline.Timeline.StrikeInterval;
import delivery.contract.Guarantee;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/** Reads a history for its course: what happened when, and which request brought which effect. */
public final class TimelineReader implements Consumer<HistoryLine> {
    private static final Set<String> COMMITS = Set.of("OffsetCommit", "TxnOffsetCommit", "EndTxn");

    private final Map<String, Integer> events = new HashMap<>();
    private final List<long[]> eventPlaces = new ArrayList<>();
    private final BitSet withEffect = new BitSet();
    private final List<ProcessState> processes = new ArrayList<>();
    private final List<Firing> firings = new ArrayList<>();
    private final List<Exchange> exchanges = new ArrayList<>();
    private final Appends appends = new Appends();
    private final Positions.FetchPositions fetches = new Positions.FetchPositions();
    private final Positions.Commits commits = new Positions.Commits();
    private final Map<Long, Long> duplicatedByAppend = new TreeMap<>();
    private boolean readsCommittedOnly;
    private long endMs;

    /**
     * Reads the history in a directory.
     *
     * @throws HistoryReader.BrokenHistoryException if it is not whole
     */
    public static TimelineReader read(Path historyDirectory) throws IOException {
        TimelineReader evidence = new TimelineReader();
        HistoryReader.read(historyDirectory, evidence);
        return evidence;
    }

    @Override
    public void accept(HistoryLine line) {
        if (line instanceof Scenario scenario) {
            readsCommittedOnly = scenario.guarantee().isolationLevel().equals(Guarantee.READ_COMMITTED);
        } else if (line instanceof Event event) {
            events.put(event.id(), eventPlaces.size());
            eventPlaces.add(new long[] {event.partition(), event.offset()});
        } else if (line instanceof ProcessState process) {
            processes.add(process);
        } else if (line instanceof Firing firing) {
            firings.add(firing);
        } else if (line instanceof Exchange exchange) {
            exchange(exchange);
        } else if (line instanceof Effect effect) {
            effect(effect);
        } else if (line instanceof End end) {
            endMs = end.durationMs();
        }
    }

    private void exchange(Exchange exchange) {
        exchanges.add(exchange);
        switch (exchange.apiKey()) {
            case "Produce" -> appends.produce(exchange);
            case "Fetch" -> fetches.exchange(exchange);
            default -> {
                commits.exchange(exchange);
                if (exchange.apiKey().equals("OffsetCommit")
                        || exchange.apiKey().equals("TxnOffsetCommit")) {
                    fetches.committed(exchange.atMs(), Partitions.ofEvents(exchange.request()));
                }
            }
        }
    }

    private void effect(Effect effect) {
        Append append = appends.of(effect);
        Integer event = effect.eventId() == null ? null : events.get(effect.eventId());
        if (event == null || readsCommittedOnly && !effect.readCommitted()) {
            return;
        }
        if (withEffect.get(event) && append != null) {
            duplicatedByAppend.merge(append.atMs(), 1L, Long::sum);
        }
        withEffect.set(event);
    }

    /** What happened, by time. */
    public Timeline timeline() {
        List<Point> effects = appends.total();
        List<Lane> requests = lanes();
        long lastMs = LongStream.concat(
                        processes.stream().mapToLong(ProcessState::atMs),
                        exchanges.stream().mapToLong(Exchange::atMs))
                .max()
                .orElse(endMs);
        List<Mark> duplicated = new ArrayList<>();
        duplicatedByAppend.forEach(
                (atMs, count) -> duplicated.add(new Mark(atMs, Timeline.totalAt(effects, atMs), count)));
        InputOffsets input = new InputOffsets(eventPlaces);
        List<Point> fetched = fetches.positions().totals(input);
        List<Point> committed = commits.positions().totals(input);
        return new Timeline(
                beginMs(requests, fetched, lastMs),
                lastMs,
                fetched,
                effects,
                committed,
                firings.stream()
                        .map(one -> new StrikeInterval(one.number(), one.atMs(), one.healedAtMs(), one.what()))
                        .toList(),
                Spans.of(processes, firings, lastMs),
                requests,
                lost(committed),
                duplicated);
    }

    /**
     * A little before the first request that is shown: a JVM takes its time to start, and nothing happens meanwhile.
     */
    private long beginMs(List<Lane> requests, List<Point> fetched, long lastMs) {
        long startMs = processes.stream().mapToLong(ProcessState::atMs).min().orElse(0);
        long firstMs = LongStream.concat(
                        requests.stream().flatMapToLong(Lane::sentMs),
                        fetched.stream().mapToLong(Point::atMs))
                .min()
                .orElse(startMs);
        return Math.max(startMs, firstMs - (lastMs - firstMs) / 10);
    }

    private List<Mark> lost(List<Point> committed) {
        Map<Long, Long> byCommit = new TreeMap<>();
        for (int event = withEffect.nextClearBit(0);
                event < eventPlaces.size();
                event = withEffect.nextClearBit(event + 1)) {
            long[] place = eventPlaces.get(event);
            commits.positions()
                    .passedAtMs((int) place[0], place[1])
                    .ifPresent(atMs -> byCommit.merge(atMs, 1L, Long::sum));
        }
        List<Mark> marks = new ArrayList<>();
        byCommit.forEach((atMs, count) -> marks.add(new Mark(atMs, Timeline.totalAt(committed, atMs), count)));
        return marks;
    }

    /** What is sent of effects and commits; nothing else. */
    private List<Lane> lanes() {
        Lane produces = new Lane("Produce", new ArrayList<>(), new ArrayList<>());
        Lane commits = new Lane("commit", new ArrayList<>(), new ArrayList<>());
        for (Exchange exchange : exchanges) {
            boolean produce = exchange.apiKey().equals("Produce")
                    && !Partitions.ofEffects(exchange.request()).isEmpty();
            if (produce || COMMITS.contains(exchange.apiKey())) {
                Lane lane = produce ? produces : commits;
                (isAnswered(exchange) ? lane.answeredMs() : lane.unansweredMs()).add(exchange.atMs());
            }
        }
        return List.of(produces, commits);
    }

    private static boolean isAnswered(Exchange exchange) {
        return exchange.outcome() == Exchange.Outcome.ANSWERED
                || exchange.outcome() == Exchange.Outcome.NO_RESPONSE_ASKED;
    }

    /** Whether three events stand in this order in one partition of the input; two of them may be the same. */
    boolean isBetween(String first, String event, String last) {
        long[] from = placeOf(first);
        long[] place = placeOf(event);
        long[] to = placeOf(last);
        return from != null
                && place != null
                && to != null
                && from[0] == place[0]
                && place[0] == to[0]
                && from[1] <= place[1]
                && place[1] <= to[1];
    }

    private long[] placeOf(String eventId) {
        Integer event = eventId == null ? null : events.get(eventId);
        return event == null ? null : eventPlaces.get(event);
    }

    List<Exchange> exchanges() {
        return exchanges;
    }

    List<Firing> firings() {
        return firings;
    }

    List<ProcessState> processes() {
        return processes;
    }

    Appends appends() {
        return appends;
    }

    Positions committed() {
        return commits.positions();
    }
}
