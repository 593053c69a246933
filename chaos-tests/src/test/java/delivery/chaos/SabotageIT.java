package delivery.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.audit.Conviction;
import delivery.chaos.process.JavaCommand;
import delivery.chaos.report.SabotageReport;
import delivery.chaos.scenario.ChaosOptions;
import delivery.chaos.scenario.ChaosRun;
import delivery.chaos.scenario.SabotageTrial;
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
        SabotageTrial trial = new SabotageTrial(options.sabotages(), options);
        Path report = target.resolve("delivery-report");
        String command = options.repeatSabotages(options.sabotages());
        ChaosRun run = new ChaosRun(options, report.resolve("sabotage"), target.resolve("sabotage"), System.out);
        convictions = trial.convictions(run.run(trial.plans(), command));
        SabotageReport.write(report, "sabotage/", command, convictions);
        SabotageReport.write(report.resolve("sabotage"), "", command, convictions);
        convictions.forEach(conviction -> System.out.println(
                conviction.status() + " " + conviction.sabotage() + " of " + conviction.anomaly() + " in "
                        + conviction.extent() + " by " + conviction.accused().fault()));
    }

    @TestFactory
    Stream<DynamicTest> everySabotageIsConvictedAndNoCorrectModuleAccused() {
        return convictions.stream()
                .map(conviction -> DynamicTest.dynamicTest(
                        conviction.sabotage(),
                        () -> assertThat(conviction.status())
                                .as(conviction.reason())
                                .isEqualTo(Conviction.Status.CONVICTED)));
    }
}
