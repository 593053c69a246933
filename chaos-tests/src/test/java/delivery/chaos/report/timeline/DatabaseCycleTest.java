package delivery.chaos.report.timeline;

import static delivery.chaos.audit.LiteralHistory.history;
import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.audit.LiteralHistory;
import delivery.chaos.history.DatabaseExchange;
import delivery.chaos.history.Exchange;
import delivery.chaos.history.Exchange.Outcome;
import delivery.chaos.report.timeline.DatabaseCycle.DatabaseStep;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseCycleTest {
    @TempDir
    private Path directory;

    private int atMs;

    private Exchange kafka(String apiKey) {
        atMs += 10;
        return new Exchange(
                atMs, atMs + 5L, "pipeline", 1, 1, apiKey, 9, atMs, 10, 10, Outcome.ANSWERED, null, Map.of(), Map.of());
    }

    private DatabaseExchange database(int events, String... statements) {
        atMs += 10;
        String event = events == 0 ? null : "e0";
        return new DatabaseExchange(
                atMs,
                atMs + 5L,
                "pipeline",
                1,
                4711,
                List.of(statements),
                events,
                event,
                event,
                Outcome.ANSWERED,
                List.of("done"),
                "");
    }

    private List<String> cycle(LiteralHistory told) throws IOException {
        return DatabaseCycle.read(told.writtenBelow(directory)).stream()
                .map(DatabaseCycleTest::shown)
                .toList();
    }

    private static String shown(DatabaseStep step) {
        return step.wire().equals("Kafka") ? step.sent().get(0).split(" ")[0] : String.join("; ", step.sent());
    }

    @Test
    void whoCommitsRowsFirstSendsItsOffsetsAfterTheCommit() throws IOException {
        LiteralHistory told = history()
                .line(database(0, "BEGIN", "select pg_advisory_xact_lock(4711)"))
                .line(database(0, "COMMIT"))
                .line(kafka("Fetch"))
                .line(database(0, "BEGIN"))
                .line(database(2, "insert ×2"))
                .line(kafka("Fetch"))
                .line(database(0, "COMMIT"))
                .line(kafka("OffsetCommit"))
                .line(database(0, "BEGIN"))
                .line(database(3, "insert ×3"))
                .line(database(0, "COMMIT"));

        assertThat(cycle(told)).containsExactly("Fetch", "BEGIN", "insert ×2", "COMMIT", "OffsetCommit");
    }

    @Test
    void whoCommitsOffsetsFirstSendsThemBeforeItsRows() throws IOException {
        LiteralHistory told = history()
                .line(kafka("Fetch"))
                .line(kafka("OffsetCommit"))
                .line(database(2, "BEGIN", "insert ×2"))
                .line(database(0, "COMMIT"))
                .line(kafka("OffsetCommit"))
                .line(database(2, "BEGIN", "insert ×2"))
                .line(database(0, "COMMIT"));

        assertThat(cycle(told)).containsExactly("Fetch", "OffsetCommit", "BEGIN; insert ×2", "COMMIT");
    }

    @Test
    void whoKeepsItsOffsetsInTheDatabaseCommitsNoneToItsGroup() throws IOException {
        LiteralHistory told = history()
                .line(kafka("Fetch"))
                .line(database(0, "BEGIN", "update offsets"))
                .line(database(2, "insert ×2"))
                .line(database(0, "COMMIT"))
                .line(database(0, "BEGIN", "update offsets"))
                .line(database(2, "insert ×2"))
                .line(database(0, "COMMIT"));

        assertThat(cycle(told)).containsExactly("Fetch", "BEGIN; update offsets", "insert ×2", "COMMIT");
    }

    @Test
    void aPipelineWithoutADatabaseHasNone() throws IOException {
        assertThat(cycle(history().line(kafka("Fetch")).line(kafka("OffsetCommit"))))
                .isEmpty();
    }
}
