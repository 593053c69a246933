package delivery.chaos;

import delivery.chaos.audit.Cell;
import delivery.chaos.process.JavaCommand;
import delivery.chaos.run.ChaosOptions;
import delivery.chaos.run.ChaosRun;
import delivery.chaos.run.Grounds;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Outside Kafka: every pipeline that counts into a database, under every fault there, judged by its promise. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutsideIT {
    private List<Cell> cells;

    @BeforeAll
    void runTheMatrix() throws Exception {
        Path target = JavaCommand.location(ChaosRun.class).getParent();
        ChaosOptions options = ChaosOptions.from(System.getProperties());
        try (Grounds grounds = Grounds.open(options, target.resolve("outside"), System.out)) {
            cells = MainJob.runOutside(options, grounds, target.resolve("delivery-report"), target, System.out);
        }
    }

    @TestFactory
    Stream<DynamicTest> everyPipelineKeepsItsPromiseUnderEveryFault() {
        return Judged.cells(cells);
    }

    @TestFactory
    Stream<DynamicTest> theWeakerGuaranteeShowsWhatTheStrongerOneRulesOut() {
        return Judged.contrasts(cells);
    }
}
