package delivery.chaos.audit;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.history.HistoryLine;
import delivery.chaos.history.HistoryLine.Drain;
import delivery.chaos.history.HistoryLine.Effect;
import delivery.chaos.history.HistoryLine.Event;
import delivery.chaos.history.HistoryLine.Marker;
import delivery.contract.Anomaly;
import delivery.contract.Guarantee;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever goes wrong in a history, in whatever order: exactly that is found. */
class InjectedAnomaliesTest {
    private static final int PARTITIONS = 3;

    @Property
    void areFoundAllAndNothingElse(@ForAll("anything") List<Scene> scenes, @ForAll Random random) {
        requireExactly(scenes, random, Promises.TRANSACTIONAL, 0);
    }

    @Property
    void areFoundAtReadUncommittedToo(@ForAll("withoutTransactions") List<Scene> scenes, @ForAll Random random) {
        requireExactly(scenes, random, Promises.AT_LEAST_ONCE, 0);
    }

    @Property
    void areFoundBesideEventsThatWereNotCommitted(
            @ForAll("anything") List<Scene> scenes, @ForAll Random random, @ForAll byte behind) {
        requireExactly(scenes, random, Promises.TRANSACTIONAL, Math.abs(behind % 5));
    }

    @Provide
    Arbitrary<List<Scene>> anything() {
        return scenes(Mishap.values());
    }

    @Provide
    Arbitrary<List<Scene>> withoutTransactions() {
        return scenes(Arrays.stream(Mishap.values())
                .filter(mishap -> !mishap.isTransactional())
                .toArray(Mishap[]::new));
    }

    private record Plan(Mishap mishap, int partition, int views, int which) {}

    private static Arbitrary<List<Scene>> scenes(Mishap... mishaps) {
        return Combinators.combine(
                        Arbitraries.of(mishaps),
                        Arbitraries.integers().between(0, PARTITIONS - 1),
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.integers().between(0, 3))
                .as(Plan::new)
                .list()
                .ofMaxSize(12)
                .map(plans -> {
                    List<Scene> scenes = new ArrayList<>();
                    plans.forEach(plan -> scenes.add(
                            new Scene(scenes.size(), plan.mishap(), plan.partition(), plan.views(), plan.which())));
                    return scenes;
                });
    }

    /**
     * @param behind how many events of every partition the committed offset is short of
     */
    private static void requireExactly(List<Scene> scenes, Random random, Guarantee guarantee, int behind) {
        Auditor auditor = new Auditor();
        auditor.accept(LiteralHistory.history().promising(guarantee).scenario());
        List<Event> events = new ArrayList<>();
        inOneLog(scenes.stream().map(scene -> scene.input).toList(), random).forEach(line -> events.add((Event) line));
        events.forEach(auditor);
        Map<Integer, Long> committed = new TreeMap<>();
        events.forEach(event -> committed.merge(event.partition(), event.offset() + 1, Math::max));
        committed.replaceAll((partition, end) -> Math.max(0, end - behind));
        auditor.accept(new Drain(0, behind == 0, false, "offsets", committed, Map.of(), Map.of(), Set.of()));
        // What is open hides what stands behind it: it stands last.
        List<Map<Integer, List<HistoryLine>>> ended = new ArrayList<>();
        List<Map<Integer, List<HistoryLine>>> open = new ArrayList<>();
        scenes.forEach(scene -> (scene.mishap == Mishap.NEVER_ENDED ? open : ended).add(scene.output));
        Map<Integer, Long> ends = new HashMap<>();
        inOneLog(ended, random, ends).forEach(auditor);
        inOneLog(open, random, ends).forEach(auditor);

        long stuck = events.stream()
                .filter(event -> event.offset() >= committed.get(event.partition()))
                .count();
        Set<String> reached = events.stream()
                .filter(event -> event.offset() < committed.get(event.partition()))
                .map(Event::id)
                .collect(Collectors.toSet());
        requireFindings(auditor.audit(), scenes, stuck, reached);
    }

    private static void requireFindings(Audit audit, List<Scene> scenes, long uncommitted, Set<String> reached) {
        Map<Anomaly, Long> expected = new EnumMap<>(Anomaly.class);
        Map<Anomaly, Set<String>> guilty = new EnumMap<>(Anomaly.class);
        for (Anomaly anomaly : Anomaly.values()) {
            expected.put(anomaly, anomaly == Anomaly.STUCK ? uncommitted : 0);
            guilty.put(anomaly, new TreeSet<>());
        }
        scenes.forEach(scene -> {
            scene.expected.forEach((anomaly, count) -> expected.merge(anomaly, count, Long::sum));
            scene.guiltyIds.forEach((anomaly, ids) -> guilty.get(anomaly).addAll(ids));
            if (scene.expected.containsKey(Anomaly.MISCOUNTED)
                    && !scene.miscountedForGood
                    && !isReached(scene, reached)) {
                expected.merge(Anomaly.MISCOUNTED, -1L, Long::sum);
            }
        });
        // Of what the pipeline has not reached, nothing is said yet.
        guilty.get(Anomaly.LOST).retainAll(reached);
        expected.put(Anomaly.LOST, (long) guilty.get(Anomaly.LOST).size());
        Map<Anomaly, Long> found = new EnumMap<>(Anomaly.class);
        audit.findings().forEach((anomaly, finding) -> found.put(anomaly, finding.count()));
        assertThat(found).isEqualTo(expected);
        Set.of(Anomaly.LOST, Anomaly.DUPLICATED, Anomaly.REORDERED, Anomaly.ABORTED_READ)
                .forEach(anomaly -> assertThat(audit.findings().get(anomaly).examples())
                        .hasSize((int) Math.min(Finding.EXAMPLES_MAX, expected.get(anomaly)))
                        .extracting(Example::eventId)
                        .isSubsetOf(guilty.get(anomaly)));
    }

    private static boolean isReached(Scene scene, Set<String> reached) {
        return scene.input.values().stream()
                .flatMap(List::stream)
                .allMatch(line -> reached.contains(((Event) line).id()));
    }

    private static List<HistoryLine> inOneLog(List<Map<Integer, List<HistoryLine>>> scenes, Random random) {
        return inOneLog(scenes, random, new HashMap<>());
    }

    /** Shuffles what scenes have in each partition, keeping the order within each, and gives it offsets. */
    private static List<HistoryLine> inOneLog(
            List<Map<Integer, List<HistoryLine>>> scenes, Random random, Map<Integer, Long> ends) {
        List<Deque<HistoryLine>> queues = new ArrayList<>();
        scenes.forEach(scene -> scene.values().forEach(lines -> queues.add(new ArrayDeque<>(lines))));
        List<HistoryLine> log = new ArrayList<>();
        while (!queues.isEmpty()) {
            Deque<HistoryLine> queue = queues.get(random.nextInt(queues.size()));
            HistoryLine line = queue.remove();
            long offset = ends.merge(partition(line), 1L + random.nextInt(2), Long::sum);
            log.add(at(line, offset));
            queues.removeIf(Deque::isEmpty);
        }
        return log;
    }

    private static int partition(HistoryLine line) {
        return line instanceof Event event
                ? event.partition()
                : line instanceof Effect effect ? effect.partition() : ((Marker) line).partition();
    }

    private static HistoryLine at(HistoryLine line, long offset) {
        if (line instanceof Event event) {
            return new Event(event.id(), event.page(), event.partition(), offset);
        }
        if (line instanceof Marker marker) {
            return new Marker(marker.partition(), offset, marker.producerId(), marker.producerEpoch(), marker.commit());
        }
        Effect effect = (Effect) line;
        return new Effect(
                effect.partition(),
                offset,
                effect.eventId(),
                effect.page(),
                effect.count(),
                effect.producerId(),
                effect.producerEpoch(),
                effect.transactional(),
                effect.readCommitted());
    }
}
