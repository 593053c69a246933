package delivery.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.audit.Cell;
import delivery.chaos.audit.Verdict;
import delivery.chaos.process.JavaCommand;
import delivery.chaos.run.ChaosOptions;
import delivery.chaos.run.ChaosRun;
import delivery.chaos.run.Grounds;
import delivery.chaos.run.InnocentTrial;
import delivery.sabotaged.Innocents;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The judge on trial: correct pipelines of other kinds than the modules, which it must not accuse. */
class InnocentIT {
    @TestFactory
    Stream<DynamicTest> noInnocentIsAccused() throws Exception {
        return cells().stream()
                .map(cell -> DynamicTest.dynamicTest(
                        cell.id(),
                        () -> assertThat(cell.verdict()).as(cell.reason()).isEqualTo(Verdict.PASS)));
    }

    private static List<Cell> cells() throws Exception {
        Path target = JavaCommand.location(ChaosRun.class).getParent();
        ChaosOptions options = ChaosOptions.from(System.getProperties());
        InnocentTrial trial = new InnocentTrial(Innocents.ALL, options);
        try (Grounds grounds = Grounds.open(options, target.resolve("innocent"), System.out)) {
            ChaosRun run = new ChaosRun(
                    options, target.resolve("innocent-report"), grounds.shared().workDirectory(), System.out);
            return run.run(grounds, trial.plans(), trial.repeat());
        }
    }
}
