package delivery.chaos;

import delivery.chaos.process.JavaCommand;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** The main job: every module under every fault, a tenth of the atlas, a sample of the sabotaged pipelines. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MainJobIT {
    private MainJob job;

    @BeforeAll
    void runAllOfIt() throws Exception {
        Path target = JavaCommand.location(MainJob.class).getParent();
        job = MainJob.run(System.getProperties(), target, System.out);
    }

    @TestFactory
    Stream<DynamicTest> everyModuleKeepsItsPromiseUnderEveryFault() {
        return Judged.cells(job.cells());
    }

    @TestFactory
    Stream<DynamicTest> theWeakerGuaranteeShowsWhatTheStrongerOneRulesOut() {
        return Judged.contrasts(job.cells());
    }

    @TestFactory
    Stream<DynamicTest> everyPipelineThatCountsIntoADatabaseKeepsItsPromise() {
        return Judged.cells(job.outside());
    }

    @TestFactory
    Stream<DynamicTest> theWeakerOneOutsideKafkaShowsWhatTheStrongerOneRulesOut() {
        return Judged.contrasts(job.outside());
    }

    @TestFactory
    Stream<DynamicTest> everyModuleKeepsItsPromiseAtEveryStepUnlessKafkaIsKnownToBreakIt() {
        return Judged.scenarios(job.scenarios());
    }

    @TestFactory
    Stream<DynamicTest> everySabotageIsConvictedAndNoCorrectModuleAccused() {
        return Judged.convictions(job.convictions());
    }
}
