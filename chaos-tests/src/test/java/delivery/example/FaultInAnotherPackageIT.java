package delivery.example;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.audit.Cell;
import delivery.chaos.audit.Verdict;
import delivery.chaos.pipeline.Pipelines;
import delivery.chaos.process.JavaCommand;
import delivery.chaos.run.ChaosOptions;
import delivery.chaos.run.ChaosRun;
import delivery.chaos.scenario.ScenarioPlan;
import delivery.chaos.workload.PageViews;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** A fault that is written with public means alone, in a package of its own, is run and judged as any other. */
class FaultInAnotherPackageIT {
    private static Cell run(ScenarioPlan plan) throws Exception {
        Path target = JavaCommand.location(ChaosRun.class).getParent();
        return new ChaosRun(
                        ChaosOptions.from(new Properties()),
                        target.resolve("foreign-fault-report"),
                        target.resolve("foreign-fault"),
                        System.out)
                .run(List.of(plan), "FaultInAnotherPackageIT")
                .get(0);
    }

    @Test
    void firesWithProofAndNamesTheEventsThatItHit() throws Exception {
        ScenarioPlan plan = new ScenarioPlan(
                Pipelines.ALL.get(1), new CommitAckLost(), 0, 42, new PageViews.Generated(), "FaultInAnotherPackageIT");

        Cell cell = run(plan);

        assertThat(cell.verdict()).as(cell.reason()).isEqualTo(Verdict.PASS);
        assertThat(cell.audit().provenFirings()).singleElement().satisfies(firing -> {
            assertThat(firing.inFlight()).isNotEmpty();
            assertThat(firing.atRisk()).isNotEmpty();
            assertThat(firing.proof()).containsOnlyKeys("request", "offsets", "answer");
            assertThat(firing.what()).contains("OffsetCommit", "its answer was lost");
        });
    }
}
