package delivery.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import delivery.chaos.pipeline.PipelineUnderTest;
import delivery.chaos.scenario.ScenarioPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StrangersTest {
    @TempDir
    private Path directory;

    private ChaosOptions options(String promise, String more, String faults) throws IOException {
        Path file = directory.resolve("mine.yaml");
        Files.writeString(file, "name: mine\ncommand: [sh]\npromise: " + promise + "\n" + more);
        Properties given = new Properties();
        given.setProperty("chaos.pipeline", file.toString());
        given.setProperty("chaos.seed", "7");
        if (!faults.isEmpty()) {
            given.setProperty("chaos.faults", faults);
        }
        return ChaosOptions.from(given);
    }

    private static List<String> ids(ChaosOptions options) {
        return options.plans().stream().map(ScenarioPlan::id).toList();
    }

    @Test
    void goesThroughAFaultThatIsNamedOnlyIfItConcernsItsPromise() throws IOException {
        ChaosOptions options = options("at-least-once", "", "none,killed-before-end-txn");

        assertThat(ids(options)).containsExactly("at-least-once/none", "mine/none");
        assertThat(options.leftOut())
                .containsExactly("mine does not go through killed-before-end-txn: that asks nothing of its promise");
    }

    @Test
    void saysThatThereIsNothingToRunWhereNoFaultConcernsAnybody() throws IOException {
        assertThatThrownBy(options("at-least-once", "", "killed-before-end-txn")::requireScenarios)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("nothing to run: killed-before-end-txn concerns none of")
                .hasMessageEndingWith(
                        "mine does not go through killed-before-end-txn: that asks nothing of its promise");
    }

    @Test
    void leavesOutWhatNeedsAnAnswerGivenUpWhereNothingSaysWhen() throws IOException {
        ChaosOptions options = options("at-least-once", "clientConfig: none\n", "none,acks-lost,link-down,slow-acks");

        assertThat(ids(options)).contains("mine/none", "mine/acks-lost").doesNotContain("mine/link-down");
        assertThat(options.leftOut())
                .singleElement()
                .asString()
                .startsWith("mine does not go through link-down, slow-acks: they take answers away, and nothing says");
    }

    @Test
    void saysBeforehandWhichCellsWaitForTimesOfItsOwn() throws IOException {
        ChaosOptions options = options(
                "transactional-eos",
                "clientConfig: none\ntimeouts: {request-ms: 30000, session-ms: 45000, transaction-ms: 60000}\n",
                "none,link-down,pipeline-killed");

        assertThat(options.forecast())
                .containsExactly(
                        "mine/link-down may wait 30 s: 1 × a request timeout of 30000 ms",
                        "mine/pipeline-killed may wait 315 s: 3 × a session timeout of 45000 ms,"
                                + " 3 × a transaction timeout of 60000 ms");
    }

    @Test
    void letsASourceGoOnlyThroughWhatStrikesAtProduces() throws IOException {
        ChaosOptions options = options(
                "at-least-once",
                "role: source\neffects: {count: none}\n",
                "none,acks-lost,pipeline-killed,zombie,killed-at-produces,none-ragged");

        PipelineUnderTest mine = options.strangers().pipelines().get(0);
        assertThat(options.faultsOf(mine))
                .extracting(fault -> fault.name())
                .containsExactly("none", "acks-lost", "killed-at-produces");
        assertThat(options.leftOut())
                .singleElement()
                .asString()
                .contains("pipeline-killed, zombie, none-ragged: a source has no group");
    }
}
