package delivery.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.audit.Cell;
import delivery.chaos.pipeline.PipelineUnderTest;
import delivery.chaos.process.JavaCommand;
import delivery.chaos.run.ChaosOptions;
import delivery.chaos.run.ChaosRun;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * The matrix, or those of its cells that are asked for: every module under every fault, judged by its promise, and the
 * promises held against one another.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeliveryMatrixIT {
    private List<Cell> cells;
    private List<String> breaches = List.of();

    @BeforeAll
    void runTheMatrix() throws Exception {
        Path target = JavaCommand.location(ChaosRun.class).getParent();
        ChaosOptions options = ChaosOptions.from(System.getProperties());
        if (options.strangers().isEmpty()) {
            cells = new ChaosRun(options, target.resolve("delivery-report"), target.resolve("chaos"), System.out).run();
            return;
        }
        options.modules().forEach(PipelineUnderTest::requireStartable);
        StrangersJob job = StrangersJob.run(options, target, System.out);
        cells = job.cells();
        breaches = job.breaches();
    }

    @Test
    void aPipelineOfSomebodysKeepsToTheContract() {
        assertThat(breaches).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> everyModuleKeepsItsPromiseUnderEveryFault() {
        return Judged.cells(cells);
    }

    @TestFactory
    Stream<DynamicTest> theWeakerGuaranteeShowsWhatTheStrongerOneRulesOut() {
        return Judged.contrasts(cells);
    }
}
