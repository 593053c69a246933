package delivery.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import delivery.chaos.atlas.AtlasOptions;
import delivery.chaos.atlas.AtlasRun;
import delivery.chaos.audit.Conviction;
import delivery.chaos.process.JavaCommand;
import delivery.chaos.report.atlas.AtlasScenario;
import delivery.chaos.report.claims.Experiment;
import delivery.chaos.report.claims.Ledger;
import delivery.chaos.run.ChaosOptions;
import delivery.chaos.run.ChaosRun;
import delivery.chaos.run.Grounds;
import delivery.chaos.run.ReportDirectories;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Every named trap, with it and without: sabotaged pipelines, modules under faults, and steps of the atlas. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrapsIT {
    private static final String TRANSACTION_VERSION = "transaction.version";

    private List<Conviction> convictions;
    private List<AtlasScenario> scenarios;
    private JsonNode traps;

    @BeforeAll
    void runThem() throws Exception {
        Path target = JavaCommand.location(ChaosRun.class).getParent();
        ChaosOptions options = ChaosOptions.from(System.getProperties());
        Path report = target.resolve("delivery-report");
        try (Grounds grounds = Grounds.open(options, target.resolve("sabotage"), System.out)) {
            ReportDirectories.makeRoom(report);
            convictions =
                    MainJob.trySabotages(options, named(Experiment.What.CELL), grounds, report, target, System.out);
            scenarios = new AtlasRun(atlas(), report, target.resolve("atlas"), System.out).run(grounds.shared());
        }
        MainJob.reportConvictions(options, report, convictions, System.out);
        ReportDirectories.list(report);
        traps = new JsonMapper().readTree(report.resolve("traps.json").toFile()).get("traps");
    }

    /** What the traps name of a kind, as far as it is to be run on the brokers that a run has by default. */
    private static List<String> named(Experiment.What kind) {
        return Ledger.TRAPS.stream()
                .flatMap(trap -> Stream.concat(trap.with().stream(), trap.without().stream()))
                .filter(experiment -> experiment.kind() == kind)
                .filter(experiment -> !experiment
                        .given()
                        .getOrDefault(TRANSACTION_VERSION, "2")
                        .equals("1"))
                .map(Experiment::of)
                .distinct()
                .toList();
    }

    private static AtlasOptions atlas() {
        Properties properties = new Properties();
        properties.putAll(System.getProperties());
        properties.setProperty("atlas.scenarios", String.join(",", named(Experiment.What.SCENARIO)));
        return AtlasOptions.from(properties);
    }

    @TestFactory
    Stream<DynamicTest> everySabotageIsConvictedAndNoCorrectModuleAccused() {
        return Judged.convictions(convictions);
    }

    @TestFactory
    Stream<DynamicTest> everyModuleKeepsItsPromiseAtEveryStepUnlessKafkaIsKnownToBreakIt() {
        return Judged.scenarios(scenarios);
    }

    @TestFactory
    Stream<DynamicTest> everyTrapShowsItselfAndIsGoneWithItsFix() {
        return traps.valueStream()
                .map(trap -> DynamicTest.dynamicTest(trap.get("id").asText(), () -> {
                    List<String> bearings = Stream.of(trap.get("with"), trap.get("without"))
                            .flatMap(JsonNode::valueStream)
                            .filter(one -> !one.at("/given/" + TRANSACTION_VERSION)
                                    .asText()
                                    .equals("1"))
                            .map(one -> one.get("bearing").asText())
                            .collect(Collectors.toList());
                    assertThat(bearings).as(trap.toPrettyString()).isSubsetOf("AS_EXPECTED", "TEST");
                }));
    }
}
