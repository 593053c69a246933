package delivery.chaos.report.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.audit.Example;
import delivery.chaos.audit.LiteralHistory;
import delivery.chaos.audit.Promises;
import delivery.chaos.history.Exchange;
import delivery.chaos.history.Exchange.Outcome;
import delivery.chaos.history.HistoryLine.Firing;
import delivery.chaos.history.HistoryLine.ProcessState;
import delivery.chaos.history.HistoryLine.ProcessState.State;
import delivery.chaos.history.Place;
import delivery.chaos.report.timeline.Timeline.Lane;
import delivery.chaos.report.timeline.Timeline.Mark;
import delivery.chaos.report.timeline.Timeline.Point;
import delivery.chaos.report.timeline.Timeline.Span;
import delivery.contract.Guarantee;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The course of literal histories. */
class TimelineReaderTest {
    private static final Map<String, Object> NOTHING = Map.of();

    @TempDir
    private Path directory;

    private int correlationId;

    private LiteralHistory history(Guarantee guarantee) {
        return LiteralHistory.history()
                .promising(guarantee)
                .event("e0", "/a", 0, 0)
                .event("e1", "/a", 0, 1)
                .line(new ProcessState(100, "pipeline", 1, State.STARTED, null, ""));
    }

    private Exchange exchange(
            long atMs, String apiKey, Outcome outcome, Map<String, Object> request, Map<String, Object> response) {
        Long endedAtMs = outcome == Outcome.ANSWERED ? Long.valueOf(atMs + 10) : null;
        return new Exchange(
                atMs,
                endedAtMs,
                "pipeline",
                1,
                1,
                apiKey,
                9,
                ++correlationId,
                10,
                10,
                outcome,
                null,
                request,
                response);
    }

    private Exchange produce(long atMs, Outcome outcome, Map<String, Object> response) {
        return exchange(
                atMs,
                "Produce",
                outcome,
                Map.of(
                        "partitions",
                        Map.of("t.effects-0", Map.of("records", 2, "firstEvent", "e0", "lastEvent", "e1"))),
                response);
    }

    private static Map<String, Object> appendedAt(long baseOffset) {
        return Map.of("partitions", Map.of("t.effects-0", Map.of("baseOffset", baseOffset)));
    }

    private static Map<String, Object> offset(long offset) {
        return Map.of("transactionalId", "t", "partitions", Map.of("t.events-0", offset));
    }

    private Timeline timeline(LiteralHistory history) throws IOException {
        return TimelineReader.read(history.writtenBelow(directory)).timeline();
    }

    @Test
    void findsInTheLogWhatAnUnansweredProduceBroughtAndWhatItsRetryBroughtAgain() throws IOException {
        Timeline timeline = timeline(history(Promises.AT_LEAST_ONCE)
                .line(produce(200, Outcome.UNANSWERED, NOTHING))
                .line(produce(300, Outcome.ANSWERED, appendedAt(2)))
                .effect("e0", "/a", 1L, 0, 0)
                .effect("e1", "/a", 2L, 0, 1)
                .effect("e0", "/a", 1L, 0, 2)
                .effect("e1", "/a", 2L, 0, 3));

        assertThat(timeline.effects()).containsExactly(new Point(200, 2), new Point(310, 4));
        assertThat(timeline.duplicated()).containsExactly(new Mark(310, 4, 2));
        assertThat(timeline.requests())
                .containsExactly(
                        new Lane("Produce", List.of(300L), List.of(200L)), new Lane("commit", List.of(), List.of()));
    }

    @Test
    void aProcessThatRunsDoesNotWorkYetBeforeTheNextAcknowledgedEffect() {
        List<ProcessState> killedOnce = List.of(
                new ProcessState(100, "pipeline", 1, State.STARTED, null, ""),
                new ProcessState(1_000, "pipeline", 1, State.KILLED, 137, ""),
                new ProcessState(1_400, "pipeline", 2, State.STARTED, null, ""));
        Firing strike = new Firing(1, 1_000, 1_400, 3_000L, List.of(), Map.of(), "killed", Map.of());
        Firing nothingToDo = new Firing(2, 8_000, 8_100, null, List.of(), Map.of(), "link down", Map.of());

        assertThat(Spans.of(killedOnce, List.of(strike, nothingToDo), 9_000))
                .containsExactly(
                        new Span("pipeline", "running", 100, 1_000),
                        new Span("pipeline", "killed", 1_000, 1_400),
                        new Span("pipeline", "running, no effect acknowledged", 1_400, 3_000),
                        new Span("pipeline", "running", 3_000, 8_000),
                        new Span("pipeline", "running, no effect acknowledged", 8_000, 8_100),
                        new Span("pipeline", "running", 8_100, 9_000));
    }

    @Test
    void marksWhatIsLostAtTheCommitThatPassedIt() throws IOException {
        Timeline timeline = timeline(history(Promises.AT_MOST_ONCE)
                .line(exchange(200, "OffsetCommit", Outcome.ANSWERED, offset(1), NOTHING))
                .line(exchange(300, "OffsetCommit", Outcome.ANSWERED, offset(2), NOTHING))
                .effect("e0", "/a", 1L, 0, 0));

        assertThat(timeline.committed()).containsExactly(new Point(210, 1), new Point(310, 2));
        assertThat(timeline.lost()).containsExactly(new Mark(310, 2, 1));
    }

    @Test
    void countsOffsetsOfATransactionWhenItIsCommittedAndNotOnesThatNeverArrivedOrWereAborted() throws IOException {
        Map<String, Object> commit = Map.of("transactionalId", "t", "committed", true);

        Timeline timeline = timeline(history(Promises.TRANSACTIONAL)
                .line(exchange(100, "TxnOffsetCommit", Outcome.DISCARDED, offset(9), NOTHING))
                .line(exchange(150, "EndTxn", Outcome.ANSWERED, commit, NOTHING))
                .line(exchange(200, "TxnOffsetCommit", Outcome.ANSWERED, offset(8), NOTHING))
                .line(exchange(250, "InitProducerId", Outcome.ANSWERED, Map.of("transactionalId", "t"), NOTHING))
                .line(exchange(260, "EndTxn", Outcome.ANSWERED, commit, NOTHING))
                .line(exchange(300, "TxnOffsetCommit", Outcome.ANSWERED, offset(2), NOTHING))
                .line(exchange(400, "EndTxn", Outcome.ANSWERED, commit, NOTHING)));

        assertThat(timeline.committed()).containsExactly(new Point(410, 2));
    }

    @Test
    void knowsFetchedFromTheFetchThatAsksForMore() throws IOException {
        Map<String, Object> data = Map.of("partitions", Map.of("t.events-0", Map.of("bytes", 99)));

        Timeline timeline = timeline(history(Promises.AT_LEAST_ONCE)
                .line(exchange(200, "Fetch", Outcome.ANSWERED, offset(0), data))
                .line(exchange(300, "Fetch", Outcome.ANSWERED, offset(2), NOTHING))
                .line(exchange(400, "Fetch", Outcome.ANSWERED, offset(1), NOTHING)));

        assertThat(timeline.fetched()).containsExactly(new Point(210, 2), new Point(400, 1));
    }

    /** Between them stand records of an aborted transaction, and its marker. */
    @Test
    void countsEventsAndNotOffsets() throws IOException {
        Timeline timeline = timeline(history(Promises.AT_MOST_ONCE)
                .event("e2", "/a", 0, 7)
                .line(exchange(200, "OffsetCommit", Outcome.ANSWERED, offset(7), NOTHING))
                .line(exchange(300, "OffsetCommit", Outcome.ANSWERED, offset(8), NOTHING)));

        assertThat(timeline.committed()).containsExactly(new Point(210, 2), new Point(310, 3));
    }

    @Test
    void tellsOfALostEventByWhichRequestItsEffectDidNotComeToTheLog() throws IOException {
        TimelineReader evidence = TimelineReader.read(history(Promises.AT_MOST_ONCE)
                .line(exchange(200, "OffsetCommit", Outcome.ANSWERED, offset(2), NOTHING))
                .line(produce(
                        300,
                        Outcome.ANSWERED,
                        Map.of("partitions", Map.of("t.effects-0", Map.of("error", "INVALID_TIMESTAMP")))))
                .writtenBelow(directory));

        Example lost = new Example("e1", "/a", List.of(new Place("events", 0, 1)), "e1 of page /a has no effect");
        assertThat(Steps.around(lost, evidence))
                .filteredOn(TimelineStep::concerned)
                .extracting(TimelineStep::outcome)
                .containsExactly("done, after 10 ms", "refused: INVALID_TIMESTAMP");
    }
}
