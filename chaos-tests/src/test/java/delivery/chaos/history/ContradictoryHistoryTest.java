package delivery.chaos.history;

import static delivery.chaos.audit.LiteralHistory.history;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import delivery.chaos.audit.Cell;
import delivery.chaos.audit.Judge;
import delivery.chaos.audit.LiteralHistory;
import delivery.chaos.audit.Verdict;
import delivery.chaos.history.HistoryLine.ProcessState;
import delivery.chaos.history.HistoryLine.Schedule;
import delivery.chaos.history.HistoryReader.BrokenHistoryException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A history whose lines can all be read and contradict each other becomes a HARNESS_ERROR that names the line. */
class ContradictoryHistoryTest {
    @TempDir
    private Path parent;

    private TamperedHistory tampered;

    @BeforeEach
    void writeHistory() throws IOException {
        tampered = new TamperedHistory(parent);
    }

    private static void assertBroken(ThrowingCallable reading, String... words) {
        assertThatThrownBy(reading).isInstanceOf(BrokenHistoryException.class).hasMessageContainingAll(words);
    }

    @Test
    void refusesALineThatTheVisitorRefuses() throws IOException {
        tampered.replaceInLine(3, "\"e2\"", "\"e1\"");
        Cell cell = Judge.judge(tampered.directory, "evidence");

        assertThat(cell.verdict()).isEqualTo(Verdict.HARNESS_ERROR);
        assertThat(cell.reason()).contains("line 3: event id e1 is in the input twice: at events-0@0 and events-0@1");
    }

    @Test
    void refusesOutputOutOfTheOrderOfItsOffsets() throws IOException {
        tampered.edit(lines -> lines.add(4, lines.get(3)));

        assertThat(Judge.judge(tampered.directory, "evidence").reason())
                .contains("line 5: effects-0@0 comes after offset 0: the output of a partition is to be in the order of"
                        + " its offsets, each once");
    }

    @Test
    void refusesAnEventAfterTheFirstEffect() throws IOException {
        tampered.edit(lines -> lines.add(3, lines.remove(2)));

        assertThat(Judge.judge(tampered.directory, "evidence").reason())
                .contains("line 4: event e2 comes after the first effect");
    }

    @Test
    void refusesASecondScenarioAndASecondDrain() throws IOException {
        tampered.edit(lines -> lines.add(1, lines.get(0)));
        assertThat(Judge.judge(tampered.directory, "evidence").reason()).contains("line 2: a history has one scenario");

        tampered = new TamperedHistory(parent);
        tampered.edit(lines -> lines.add(5, lines.get(4)));
        assertThat(Judge.judge(tampered.directory, "evidence").reason()).contains("line 6: a history has one drain");
    }

    @Test
    void refusesAScheduleThatWasNotDecidedBefore() throws IOException {
        Schedule late = new Schedule(List.of());
        ProcessState started = new ProcessState(0, "pipeline", 17, ProcessState.State.STARTED, null, "");

        for (LiteralHistory tooLate :
                List.of(history().fired().line(late), history().line(started).line(late))) {
            Cell cell = tooLate.judgedBelow(parent);
            assertThat(cell.verdict()).isEqualTo(Verdict.HARNESS_ERROR);
            assertThat(cell.reason()).contains("line 3: a schedule that comes after the start was not decided before");
        }
    }

    @Test
    void refusesAnIsolationLevelThatNoConsumerHas() throws IOException {
        tampered.replaceInLine(1, "read_uncommitted", "serializable");

        assertBroken(
                () -> Judge.judge(tampered.directory, "evidence"),
                "line 1: no isolation.level of a consumer: serializable");
    }

    @Test
    void turnsABrokenHistoryIntoACellOnlyIfItTellsWhatItWasToBe() throws IOException {
        tampered.edit(lines -> lines.remove(5));
        Cell cell = Judge.judge(tampered.directory, "evidence");

        assertThat(cell.verdict()).isEqualTo(Verdict.HARNESS_ERROR);
        assertThat(cell.id()).isEqualTo("at-least-once/control");

        tampered.edit(lines -> lines.remove(0));
        assertBroken(() -> Judge.judge(tampered.directory, "evidence"), "line 1");
    }
}
