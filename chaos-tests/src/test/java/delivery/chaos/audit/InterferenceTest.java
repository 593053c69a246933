package delivery.chaos.audit;

import static delivery.chaos.audit.LiteralHistory.history;
import static delivery.chaos.audit.Promises.AT_LEAST_ONCE;
import static delivery.chaos.audit.Promises.IDEMPOTENT;
import static delivery.chaos.audit.Promises.TRANSACTIONAL;
import static delivery.chaos.audit.Verdict.FAIL;
import static delivery.chaos.audit.Verdict.INCONCLUSIVE;
import static delivery.contract.Circumstance.ACK_LOST;
import static delivery.contract.Circumstance.PIPELINE_RESTARTED;
import static org.assertj.core.api.Assertions.assertThat;

import delivery.contract.Guarantee;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever is struck by somebody who is not of the run is neither acquitted nor convicted, but for what nothing excuses.
 */
class InterferenceTest {
    private static final String KILLED = "the pipeline was ended by signal 9";

    @TempDir
    private Path directory;

    private Cell judge(LiteralHistory history) throws IOException {
        return history.interfered(KILLED, PIPELINE_RESTARTED).judgedBelow(directory);
    }

    private static LiteralHistory clean(Guarantee promise) {
        return history().promising(promise).event("e1", "/a", 0, 0).effect("e1", "/a", 1, 0, 0);
    }

    private static LiteralHistory duplicated(Guarantee promise) {
        return clean(promise).effect("e1", "/a", 1, 0, 1);
    }

    @Test
    void isInconclusiveAndNamesWhatHappened() throws IOException {
        Cell cell = judge(clean(TRANSACTIONAL));

        assertThat(cell.verdict()).isEqualTo(INCONCLUSIVE);
        assertThat(cell.reason()).isEqualTo("somebody who is not of this run interfered: " + KILLED);
    }

    @Test
    void doesNotAccuseAControlOfWhatTheInterferenceBroughtAbout() throws IOException {
        assertThat(judge(duplicated(AT_LEAST_ONCE)).verdict()).isEqualTo(INCONCLUSIVE);
        assertThat(judge(duplicated(IDEMPOTENT)).verdict()).isEqualTo(INCONCLUSIVE);
    }

    @Test
    void convictsOfWhatIsForbiddenUnderTheInterferenceToo() throws IOException {
        Cell cell = judge(duplicated(TRANSACTIONAL));

        assertThat(cell.verdict()).isEqualTo(FAIL);
        assertThat(cell.reason()).contains("duplicated, which is forbidden").endsWith("interfered: " + KILLED);
    }

    @Test
    void doesNotAskWhatWasInFlightWhenSomebodyElseStruck() throws IOException {
        LiteralHistory struck = duplicated(AT_LEAST_ONCE)
                .under("acks-lost", 1, ACK_LOST)
                .atRisk()
                .fired();

        assertThat(judge(struck).verdict()).isEqualTo(INCONCLUSIVE);
    }

    @Test
    void doesNotHoldItAgainstTheContract() throws IOException {
        Cell cell =
                judge(clean(AT_LEAST_ONCE).contractBroken("it ended ten times").stuckOn("offsets"));

        assertThat(cell.verdict()).isEqualTo(INCONCLUSIVE);
        assertThat(cell.reason()).endsWith("; not drained, it waits on: offsets");
    }

    @Test
    void doesNotConvictWhoStandsIdleAfterIt() throws IOException {
        assertThat(judge(clean(AT_LEAST_ONCE).committed(0, 0).idleBefore("offsets"))
                        .verdict())
                .isEqualTo(INCONCLUSIVE);
    }

    @Test
    void isNoFailureOfTheHarnessThatFailedAfterIt() throws IOException {
        Cell cell = judge(duplicated(TRANSACTIONAL).harnessError("broker-2 is gone"));

        assertThat(cell.verdict()).isEqualTo(INCONCLUSIVE);
        assertThat(cell.reason())
                .isEqualTo("somebody who is not of this run interfered: " + KILLED
                        + "; the harness failed: broker-2 is gone");
    }
}
