package delivery.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import delivery.chaos.atlas.AtlasOptions;
import delivery.chaos.atlas.AtlasRun;
import delivery.chaos.process.JavaCommand;
import delivery.chaos.report.atlas.AtlasScenario;
import delivery.chaos.run.ReportDirectories;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Every strike at every step of the protocol, or a tenth of them, judged by the promise of each module. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AtlasIT {
    private List<AtlasScenario> scenarios;
    private JsonNode atlas;

    @BeforeAll
    void runTheAtlas() throws Exception {
        Path target = JavaCommand.location(AtlasRun.class).getParent();
        AtlasOptions options = AtlasOptions.from(System.getProperties());
        Path report = target.resolve("delivery-report");
        ReportDirectories.makeRoom(report);
        scenarios = new AtlasRun(options, report, target.resolve("atlas"), System.out).run();
        ReportDirectories.list(report);
        assertThat(scenarios).isNotEmpty();
        atlas = new JsonMapper()
                .readTree(target.resolve("delivery-report/atlas.json").toFile());
    }

    @TestFactory
    Stream<DynamicTest> everyModuleKeepsItsPromiseAtEveryStepUnlessKafkaIsKnownToBreakIt() {
        return Judged.scenarios(scenarios);
    }

    @Test
    void allThatWasAskedForWasRun() {
        assertThat(atlas.at("/run/missing"))
                .as("%s", atlas.at("/scope/failures"))
                .isEmpty();
    }

    /** KIP-890. */
    @Test
    void onlyBelowTransactionVersion2ClientsAddPartitionsAndOffsetsThemselves() {
        boolean isBelow2 = atlas.at("/run/kafka/transactionVersion").intValue() < 2;

        for (JsonNode cycle : atlas.get("cycles")) {
            List<String> steps = cycle.findValuesAsText("name");
            boolean adds = isBelow2 && steps.contains("end-txn");
            assertThat(steps.contains("add-partitions-to-txn")).isEqualTo(adds);
            assertThat(steps.contains("add-offsets-to-txn")).isEqualTo(adds);
        }
    }

    @TestFactory
    Stream<DynamicTest> theSameSeedGivesTheSameCountsUnlessKafkaItselfDoesNot() {
        return scenarios.stream()
                .filter(scenario -> scenario.cells().size() > 1)
                .map(scenario -> DynamicTest.dynamicTest(
                        scenario.id(),
                        () -> assertThat(scenario.variesUnexplained())
                                .as(scenario.mark())
                                .isFalse()));
    }
}
