package delivery.chaos;

import static delivery.chaos.audit.Verdict.CONTRACT_BROKEN;
import static delivery.chaos.audit.Verdict.FAIL;
import static delivery.chaos.audit.Verdict.HARNESS_ERROR;
import static delivery.chaos.audit.Verdict.INCONCLUSIVE;
import static delivery.chaos.audit.Verdict.NOT_EXERCISED;
import static delivery.chaos.audit.Verdict.PASS;
import static org.assertj.core.api.Assertions.assertThat;

import delivery.atleastonce.AtLeastOnce;
import delivery.chaos.audit.Cell;
import delivery.chaos.audit.LiteralHistory;
import delivery.chaos.audit.Verdict;
import delivery.contract.Circumstance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExitCodeTest {
    @TempDir
    private Path directory;

    static Stream<Arguments> runs() {
        return Stream.of(
                Arguments.of(0, List.of(PASS, PASS)),
                Arguments.of(3, List.of(PASS, NOT_EXERCISED)),
                Arguments.of(3, List.of(INCONCLUSIVE, PASS)),
                Arguments.of(5, List.of(NOT_EXERCISED, HARNESS_ERROR)),
                Arguments.of(4, List.of(HARNESS_ERROR, CONTRACT_BROKEN, PASS)),
                Arguments.of(1, List.of(INCONCLUSIVE, HARNESS_ERROR, CONTRACT_BROKEN, FAIL)));
    }

    @ParameterizedTest
    @MethodSource("runs")
    void tellsTheWorstThatWasFound(int number, List<Verdict> verdicts) {
        assertThat(ExitCode.ofVerdicts(verdicts).number()).isEqualTo(number);
    }

    @Test
    void neverCallsNothingKept() {
        assertThat(ExitCode.of(List.of()).number()).isEqualTo(3);
    }

    @Test
    void doesNotCallBrokenWhatSomebodyElseKilled() throws IOException {
        Cell interfered = LiteralHistory.history()
                .promising(AtLeastOnce.GUARANTEE)
                .under("none", 0, Circumstance.UNDISTURBED)
                .event("a", "/", 0, 0)
                .effect("a", "/", 1, 0, 0)
                .interfered("it was killed", Circumstance.PIPELINE_RESTARTED)
                .judgedBelow(directory);

        assertThat(interfered.verdict()).isEqualTo(INCONCLUSIVE);
        assertThat(ExitCode.of(List.of(interfered)).number()).isEqualTo(3);
    }
}
