package delivery.chaos;

import delivery.chaos.audit.Conviction;
import delivery.chaos.process.JavaCommand;
import delivery.chaos.run.ChaosOptions;
import delivery.chaos.run.ChaosRun;
import delivery.chaos.run.Grounds;
import delivery.chaos.run.ReportDirectories;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** The judge on trial: sabotaged pipelines that it must convict, beside correct ones that it must not accuse. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SabotageIT {
    private List<Conviction> convictions;

    @BeforeAll
    void tryThem() throws Exception {
        Path target = JavaCommand.location(ChaosRun.class).getParent();
        ChaosOptions options = ChaosOptions.from(System.getProperties());
        Path report = target.resolve("delivery-report");
        try (Grounds grounds = Grounds.open(options, target.resolve("sabotage"), System.out)) {
            ReportDirectories.makeRoom(report);
            convictions = MainJob.trySabotages(options, grounds, report, target, System.out);
        }
        MainJob.reportConvictions(options, report, convictions, System.out);
        ReportDirectories.list(report);
    }

    @TestFactory
    Stream<DynamicTest> everySabotageIsConvictedAndNoCorrectModuleAccused() {
        return Judged.convictions(convictions);
    }
}
