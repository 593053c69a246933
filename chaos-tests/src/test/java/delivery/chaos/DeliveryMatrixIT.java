package delivery.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.audit.Cell;
import delivery.chaos.audit.Contrast;
import delivery.chaos.audit.Verdict;
import delivery.chaos.process.JavaCommand;
import delivery.chaos.report.PromiseSentence;
import delivery.chaos.scenario.ChaosOptions;
import delivery.chaos.scenario.ChaosRun;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** The main job: every module under every fault, judged by its promise, and the promises held against one another. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeliveryMatrixIT {
    private List<Cell> cells;

    @BeforeAll
    void runTheMatrix() throws Exception {
        Path target = JavaCommand.location(ChaosRun.class).getParent();
        ChaosOptions options = ChaosOptions.from(System.getProperties());
        cells = new ChaosRun(options, target.resolve("delivery-report"), target.resolve("chaos"), System.out).run();
        assertThat(cells).hasSize(options.modules().size() * options.faults().size());
    }

    @TestFactory
    Stream<DynamicTest> everyModuleKeepsItsPromiseUnderEveryFault() {
        return cells.stream()
                .map(cell -> DynamicTest.dynamicTest(
                        PromiseSentence.of(cell),
                        () -> assertThat(cell.verdict()).as(cell.reason()).isEqualTo(Verdict.PASS)));
    }

    @TestFactory
    Stream<DynamicTest> theWeakerGuaranteeShowsWhatTheStrongerOneRulesOut() {
        return Contrast.check(cells).stream()
                .filter(finding -> finding.status() != Contrast.Status.NOT_CHECKED)
                .map(finding -> DynamicTest.dynamicTest(
                        finding.rule().words(),
                        () -> assertThat(finding.status())
                                .as("%s", finding.numbers())
                                .isEqualTo(Contrast.Status.HELD)));
    }
}
