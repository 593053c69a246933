package delivery.chaos.report;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.audit.Cell;
import delivery.chaos.audit.Promises;
import delivery.contract.Guarantee;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleTableTest {
    private static final List<String> MODULES =
            Promises.ALL.stream().map(Guarantee::name).toList();
    private static final List<String> FAULTS =
            DemoRun.run().faults().stream().map(Run.FaultDefinition::name).toList();

    private static List<Cell> cells;

    @BeforeAll
    static void judge(@TempDir Path directory) throws IOException {
        cells = DemoRun.cells(directory);
    }

    private Cell cell(String id) {
        return cells.stream().filter(cell -> cell.id().equals(id)).findFirst().orElseThrow();
    }

    @Test
    void showsTheMatrixWithEveryVerdictAndGap() {
        assertThat(ConsoleTable.matrix(cells, MODULES, FAULTS))
                .contains("""
                pipeline-killed  3/0/2 2 of 2   0/12/10 2 of 2  0/12/10 2 of 2       0/0/0              0/0/0
                                 PASS           PASS            PASS                 PASS               PASS
                broker-killed    0/0/0          0/0/0           0/12/10 2 of 2       0/0/0              0/0/0
                                 PASS           PASS            FAIL                 PASS               PASS
                latency          -              -               -                    0/0/0              0/0/0
                                 HARNESS_ERROR  not run         not run              INCONCLUSIVE       NOT_EXERCISED
                """.stripIndent())
                .contains("FAIL idempotent-producer/broker-killed: 12 events were duplicated, which is forbidden");
    }

    @Test
    void staysWithinItsWidthAndPutsMoreModulesBelow() {
        List<String> many = Stream.concat(MODULES.stream(), Stream.of("somebody-elses-pipeline", "another-pipeline"))
                .toList();
        List<String> table =
                ConsoleTable.matrix(List.of(), many, FAULTS).lines().toList();

        assertThat(table).allMatch(line -> line.length() <= ConsoleTable.WIDTH_MAX);
        assertThat(table).filteredOn(line -> line.contains("acks-lost")).hasSize(2);
        assertThat(String.join("\n", table)).contains("another-pipeline");
    }

    @Test
    void saysInOneLineHowACellWent() {
        assertThat(ConsoleTable.progress(12, 35, cell("at-least-once/acks-lost")))
                .isEqualTo("[12/35] at-least-once × acks-lost: 0 lost, 12 duplicated in 2 of 2 strikes, PASS (5.2 s)");
    }

    @Test
    void addsTheReasonToALineOfWhatDidNotPass() {
        assertThat(ConsoleTable.progress(35, 35, cell("streams-eos/latency")))
                .isEqualTo("[35/35] streams-eos × latency: 0 lost, 0 duplicated, NOT_EXERCISED (5.2 s): the fault had"
                        + " to strike 2 times and struck, with proof, 1 time");
        assertThat(ConsoleTable.progress(7, 35, cell("at-most-once/latency")))
                .isEqualTo("[7/35] at-most-once × latency: HARNESS_ERROR: broker-2 did not come back within 20 s");
    }
}
