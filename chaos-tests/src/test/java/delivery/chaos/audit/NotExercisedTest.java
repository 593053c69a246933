package delivery.chaos.audit;

import static delivery.chaos.audit.LiteralHistory.history;
import static delivery.chaos.audit.Promises.AT_LEAST_ONCE;
import static delivery.chaos.audit.Promises.AT_MOST_ONCE;
import static delivery.chaos.audit.Promises.TRANSACTIONAL;
import static delivery.chaos.audit.Verdict.FAIL;
import static delivery.chaos.audit.Verdict.NOT_EXERCISED;
import static delivery.chaos.audit.Verdict.PASS;
import static delivery.contract.Circumstance.ACK_LOST;
import static delivery.contract.Circumstance.REQUEST_LOST;
import static delivery.contract.Circumstance.UNDISTURBED;
import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.history.HistoryLine.Range;
import delivery.chaos.history.HistoryLine.Schedule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A promise that was never put to the test is not kept: nothing passes by an empty loop. */
class NotExercisedTest {
    @TempDir
    private Path directory;

    private Cell judge(LiteralHistory history) throws IOException {
        return history.judgedBelow(directory);
    }

    private static LiteralHistory clean() {
        return history().event("e1", "/a", 0, 0).effect("e1", "/a", 1, 0, 0);
    }

    private static LiteralHistory duplicated() {
        return clean().effect("e1", "/a", 1, 0, 1);
    }

    @Test
    void doesNotExerciseAPromiseWhenTheFaultFiredTooSeldom() throws IOException {
        Cell cell = judge(clean().under("acks-lost", 3, ACK_LOST).fired().fired());

        assertThat(cell.verdict()).isEqualTo(NOT_EXERCISED);
        assertThat(cell.faultsFired()).isEqualTo(2);
        assertThat(cell.reason()).isEqualTo("the fault had to strike 3 times and struck, with proof, 2 times");
    }

    @Test
    void takesAFiringWithoutProofForNone() throws IOException {
        Cell withoutFacts = judge(clean().under("acks-lost", 1, ACK_LOST).fired("an ack was lost", Map.of()));
        Cell withoutWords = judge(clean().under("acks-lost", 1, ACK_LOST).fired(" ", Map.of("offset", 17)));

        assertThat(withoutFacts.verdict()).isEqualTo(NOT_EXERCISED);
        assertThat(withoutWords.verdict()).isEqualTo(NOT_EXERCISED);
        assertThat(withoutFacts.audit().firings()).hasSize(1);
    }

    @Test
    void takesAFiringThatFoundNoneOfTheEventsItWasAimedAtForNone() throws IOException {
        Schedule aimed = new Schedule(List.of(new Schedule.Aim("PRODUCE", 0, 0)));
        LiteralHistory atNothing = history()
                .line(aimed)
                .event("e1", "/a", 0, 0)
                .effect("e1", "/a", 1, 0, 0)
                .under("acks-lost", 1, ACK_LOST);

        assertThat(judge(atNothing.fired("an ack was lost", Map.of("offset", 17), List.of()))
                        .verdict())
                .isEqualTo(NOT_EXERCISED);
        assertThat(judge(atNothing.fired("an ack was lost", Map.of("offset", 17), List.of(new Range(0, 0, 0))))
                        .verdict())
                .isEqualTo(PASS);
    }

    @Test
    void failsAForbiddenAnomalyEvenIfTheFaultNeverFired() throws IOException {
        assertThat(judge(duplicated().promising(TRANSACTIONAL).under("acks-lost", 1, ACK_LOST))
                        .verdict())
                .isEqualTo(FAIL);
    }

    @Test
    void failsAnEmptyOutputWhereLossIsForbidden() throws IOException {
        Cell cell = judge(history()
                .promising(AT_LEAST_ONCE)
                .under("link-down", 1, REQUEST_LOST)
                .event("e1", "/a", 0, 0)
                .fired());

        assertThat(cell.verdict()).isEqualTo(FAIL);
        assertThat(cell.reason()).startsWith("1 event was lost, which is forbidden");
    }

    @Test
    void doesNotExerciseAPromiseThatAllowsLossByAnEmptyOutput() throws IOException {
        Cell cell = judge(history()
                .promising(AT_MOST_ONCE)
                .under("link-down", 1, REQUEST_LOST)
                .event("e1", "/a", 0, 0)
                .fired());

        assertThat(cell.verdict()).isEqualTo(NOT_EXERCISED);
        assertThat(cell.reason()).isEqualTo("drained without a single effect, so nothing was put to the test");
    }

    @Test
    void failsAControlWithoutEffectsWhateverThePromiseLeavesOpen() throws IOException {
        Cell cell = judge(history()
                .promising(AT_MOST_ONCE)
                .under("control", 0, UNDISTURBED)
                .event("e1", "/a", 0, 0));

        assertThat(cell.verdict()).isEqualTo(FAIL);
    }
}
