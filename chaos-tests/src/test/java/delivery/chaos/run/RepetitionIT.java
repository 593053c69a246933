package delivery.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.audit.Cell;
import delivery.chaos.fault.Fault;
import delivery.chaos.fault.catalogue.Faults;
import delivery.chaos.history.HistoryLine.Firing;
import delivery.chaos.pipeline.PipelineUnderTest;
import delivery.chaos.pipeline.Pipelines;
import delivery.chaos.process.JavaCommand;
import delivery.chaos.scenario.ScenarioPlan;
import delivery.chaos.workload.PageViews;
import delivery.contract.Anomaly;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Cells whose fault is aimed at a protocol event give the same counts in every repetition. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RepetitionIT {
    private static final long SEED = 4711;
    private static final long OTHER_SEED = 815;

    private List<Cell> cells;

    @BeforeAll
    void runEachTwiceWithOneSeedAndOnceWithAnother() throws Exception {
        List<ScenarioPlan> plans = new ArrayList<>();
        for (String fault : List.of("acks-lost", "pipeline-killed")) {
            long[] seeds = {SEED, SEED, OTHER_SEED};
            for (int run = 1; run <= seeds.length; run++) {
                plans.add(new ScenarioPlan(
                        atLeastOnce(), fault(fault), run, seeds[run - 1], new PageViews.Generated(), "RepetitionIT"));
            }
        }
        Path target = JavaCommand.location(ChaosRun.class).getParent();
        cells = new ChaosRun(
                        ChaosOptions.from(new Properties()),
                        target.resolve("repetition-report"),
                        target.resolve("repetition"),
                        System.out)
                .run(plans, "RepetitionIT");
    }

    private static PipelineUnderTest atLeastOnce() {
        return Pipelines.named("at-least-once").orElseThrow();
    }

    private static Fault fault(String name) {
        return Faults.MATRIX.stream()
                .filter(fault -> fault.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<Cell> runs(String fault) {
        return cells.stream()
                .filter(cell -> cell.fault().equals(fault))
                .findFirst()
                .orElseThrow()
                .runs();
    }

    private static List<Long> counts(Cell run) {
        return Arrays.stream(Anomaly.values()).map(run::count).toList();
    }

    private static List<Object> inFlight(Cell run) {
        return run.audit().firings().stream().map(Firing::inFlight).collect(Collectors.toList());
    }

    @Test
    void duplicatesTheSameNumberOfEventsInEveryRepetition() {
        for (String fault : List.of("acks-lost", "pipeline-killed")) {
            assertThat(runs(fault))
                    .hasSize(3)
                    .extracting(run -> run.count(Anomaly.DUPLICATED))
                    .doesNotContain(0L)
                    .containsOnly(runs(fault).get(0).count(Anomaly.DUPLICATED));
        }
    }

    @Test
    void findsTheSameOfEverythingAtTheSameEventsForTheSameSeed() {
        for (String fault : List.of("acks-lost", "pipeline-killed")) {
            Cell one = runs(fault).get(0);
            Cell other = runs(fault).get(1);

            assertThat(counts(other)).isEqualTo(counts(one));
            assertThat(inFlight(other)).isEqualTo(inFlight(one));
            assertThat(other.audit().schedule()).isEqualTo(one.audit().schedule());
        }
    }

    @Test
    void findsNothingButWhatWasInFlight() {
        assertThat(cells)
                .allSatisfy(
                        cell -> assertThat(cell.attribution(Anomaly.DUPLICATED).events())
                                .isEqualTo(cell.count(Anomaly.DUPLICATED)));
    }
}
