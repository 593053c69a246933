package delivery.chaos.report;

import delivery.chaos.audit.LiteralHistory;
import delivery.chaos.history.Exchange;
import delivery.chaos.history.Exchange.Outcome;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The requests of a {@link DemoRun}: a Produce and a commit for every few events. */
final class DemoWire {
    private static final int PARTITIONS = 3;

    private final LiteralHistory history;
    private final int size;
    private final long[] ends = new long[PARTITIONS];
    private int correlationId;

    private DemoWire(LiteralHistory history, int size) {
        this.history = history;
        this.size = size;
    }

    /** Writes what brought the effects of a demo cell; batches with an event that was doubled are sent twice. */
    static void write(LiteralHistory history, int size, Set<Integer> lost, Set<Integer> twice) {
        DemoWire wire = new DemoWire(history, size);
        for (int first = 0; first < DemoRun.PAGES * DemoRun.VIEWS; first += size) {
            wire.batch(first, lost, twice);
        }
    }

    private void batch(int first, Set<Integer> lost, Set<Integer> twice) {
        long atMs = 400 + 20L * first;
        Map<String, Object> requested = new TreeMap<>();
        Map<String, Object> answered = new TreeMap<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            int copies = 0;
            for (int number = first; number < first + size; number++) {
                if (number % DemoRun.PAGES % PARTITIONS == partition && !lost.contains(number)) {
                    copies += twice.contains(number) ? 2 : 1;
                }
            }
            String name = "demo.effects-" + partition;
            requested.put(
                    name,
                    Map.of(
                            "records",
                            copies,
                            "firstEvent",
                            DemoRun.eventId(first),
                            "lastEvent",
                            DemoRun.eventId(first + size - 1)));
            answered.put(name, Map.of("baseOffset", ends[partition]));
            ends[partition] += copies;
        }
        exchange(atMs, "Produce", requested, answered);
        Map<String, Object> offsets = new HashMap<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            offsets.put("demo.events-" + partition, first + size);
        }
        exchange(atMs + 40, "OffsetCommit", offsets, Map.of());
    }

    private void exchange(long atMs, String apiKey, Map<String, Object> requested, Map<String, Object> answered) {
        history.line(new Exchange(
                atMs,
                atMs + 15,
                "pipeline",
                1,
                2,
                apiKey,
                9,
                ++correlationId,
                500,
                40,
                Outcome.ANSWERED,
                null,
                Map.of("partitions", requested),
                Map.of("partitions", answered)));
    }
}
