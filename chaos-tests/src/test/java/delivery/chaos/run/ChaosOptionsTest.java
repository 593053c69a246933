package delivery.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import delivery.chaos.fault.Fault;
import delivery.chaos.fault.catalogue.Faults;
import delivery.chaos.pipeline.OutsidePipelines;
import delivery.chaos.pipeline.PipelineUnderTest;
import delivery.chaos.pipeline.Pipelines;
import delivery.chaos.scenario.InputOptions;
import delivery.chaos.scenario.ScenarioPlan;
import delivery.chaos.workload.PageViews;
import delivery.sabotaged.Sabotages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the options of a run say, and which are refused. */
class ChaosOptionsTest {
    private final Properties properties = new Properties();

    @Test
    void runsTheWholeMatrixWhenNothingIsAsked() {
        ChaosOptions options = ChaosOptions.from(properties);

        assertThat(options.modules()).isEqualTo(Pipelines.ALL);
        assertThat(options.faults()).isEqualTo(Faults.MATRIX);
        assertThat(options.pageViews()).isInstanceOf(PageViews.Generated.class);
    }

    @Test
    void runsWhatIsAskedInTheOrderOfTheMatrix() {
        properties.put("chaos.modules", "streams-eos, at-least-once");
        properties.put("chaos.faults", "acks-lost");
        ChaosOptions options = ChaosOptions.from(properties);

        assertThat(options.modules())
                .extracting(PipelineUnderTest::name)
                .containsExactly("at-least-once", "streams-eos");
        assertThat(options.faults()).extracting(Fault::name).containsExactly("acks-lost");
    }

    @Test
    void runsTheFaultsOfProductionWhenTheyAreAskedForTogetherForWhomTheyConcern() {
        properties.put("chaos.seed", "42");
        properties.put("chaos.faults", "production");
        ChaosOptions options = ChaosOptions.from(properties);

        assertThat(options.faults()).isEqualTo(Faults.PRODUCTION);
        assertThat(options.command()).isEqualTo("mvn verify -Dchaos.faults=production -Dchaos.seed=42");
        assertThat(options.plans())
                .extracting(ScenarioPlan::evidence)
                .contains("evidence/transactional-eos/transaction-timed-out", "evidence/at-least-once/rolling-deploy")
                .doesNotContain("evidence/at-least-once/transaction-timed-out");
    }

    @Test
    void takesAClusterThatIsThere() {
        properties.put("chaos.bootstrap", "b:1,c:1");
        properties.put("chaos.admin", "admin.properties");
        properties.put("chaos.cluster.shared", "yes");
        properties.put("chaos.seed", "42");
        ChaosOptions options = ChaosOptions.from(properties);

        assertThat(options.cluster()).isEqualTo(ChaosOptions.Cluster.FOREIGN);
        assertThat(options.command())
                .isEqualTo("mvn verify -Dchaos.seed=42 -Dchaos.bootstrap=b:1,c:1 -Dchaos.admin=admin.properties"
                        + " -Dchaos.cluster.shared=yes");
        assertThat(ChaosOptions.from(properties).command()).isEqualTo(options.command());
    }

    @Test
    void takesCommandsForBrokersAndShowsNothingOfThem() {
        properties.put("chaos.bootstrap", "b:1");
        properties.put("chaos.broker.start", "curl -u me:secret ${broker.host}");
        properties.put("chaos.broker.kill", "curl -u me:secret -X DELETE ${broker.host}:${broker.port}");
        properties.put("chaos.seed", "42");
        ChaosOptions options = ChaosOptions.from(properties);

        assertThat(options.foreign().orElseThrow().commands()).hasToString("kill, start");
        assertThat(options.command())
                .isEqualTo("mvn verify -Dchaos.seed=42 -Dchaos.bootstrap=b:1 -Dchaos.broker.kill='…'"
                        + " -Dchaos.broker.start='…'");
        assertThat(options.toString()).doesNotContain("secret");
        // As a stranger would run it who has copied it.
        properties.put("chaos.broker.kill", "…");
        assertThatThrownBy(() -> ChaosOptions.from(properties))
                .hasMessageContaining("-Dchaos.broker.kill would strike the same broker each time")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            chaos.admin=f                                           | -Dchaos.admin is about a cluster that is there
            chaos.cluster.shared=yes                                | -Dchaos.cluster.shared is about a cluster that is
            chaos.bootstrap=b:1 chaos.cluster.shared=true           | says nothing; give yes
            chaos.bootstrap=                                        | has nothing in it
            chaos.bootstrap=b:1 kafka.version.brokers=3.9.2         | leave out -Dkafka.version.brokers
            chaos.bootstrap=b:1 kafka.transaction.version=1         | leave out -Dkafka.transaction.version
            chaos.bootstrap=b:1 chaos.cluster=containers            | leave out -Pcontainers
            chaos.broker.kill=${broker.id}                          | -Dchaos.broker.kill is about a cluster that is
            chaos.bootstrap=b:1 chaos.broker.kil=x                  | did you mean -Dchaos.broker.kill?
            chaos.bootstrap=b:1 chaos.broker.stop=x                 | did you mean -Dchaos.broker.start?
            chaos.bootstrap=b:1 chaos.broker.pause=                 | -Dchaos.broker.pause= has nothing in it
            chaos.bootstrap=b:1 chaos.broker.start=${broker.hots}   | did you mean ${broker.host}?
            chaos.bootstrap=b:1 chaos.broker.resume=${HOME}         | say where it has its number, ${broker.id}
            """)
    void refusesWhatAClusterThatIsThereCannotBe(String options, String why) {
        for (String option : options.split(" ")) {
            properties.put(option.split("=", 2)[0], option.split("=", 2)[1]);
        }

        assertThatThrownBy(() -> ChaosOptions.from(properties))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @Test
    void namesTheKnownModulesWhenOneIsUnknown() {
        properties.put("chaos.modules", "exactly-twice");

        assertThatThrownBy(() -> ChaosOptions.from(properties))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown module 'exactly-twice' in -Dchaos.modules; known: "
                        + MatrixKind.ALL_PIPELINES.stream()
                                .map(PipelineUnderTest::name)
                                .collect(Collectors.joining(", ")));
    }

    @Test
    void namesTheKnownFaultsWhenOneIsUnknown() {
        properties.put("chaos.faults", "acks-lost,meteor");

        assertThatThrownBy(() -> ChaosOptions.from(properties))
                .hasMessage("unknown fault 'meteor' in -Dchaos.faults; known: "
                        + MatrixKind.ALL_FAULTS.stream().map(Fault::name).collect(Collectors.joining(", ")));
    }

    @Test
    void runsTheMatrixThatHasTheNamesThatAreAskedFor() {
        properties.put("chaos.modules", "naive,unique-key");

        ChaosOptions options = ChaosOptions.from(properties);

        assertThat(options.matrix()).isEqualTo(MatrixKind.OUTSIDE);
        assertThat(options.plans()).extracting(ScenarioPlan::id).contains("naive/commit-unanswered");
        assertThat(options.command()).startsWith("mvn verify -Poutside -Dchaos.modules=naive,unique-key ");
    }

    @Test
    void runsTheMatrixThatIsAskedForByItsName() {
        properties.put("chaos.matrix", "outside");

        assertThat(ChaosOptions.from(properties).modules()).isEqualTo(OutsidePipelines.ALL);
        properties.put("chaos.matrix", "inside");
        assertThatThrownBy(() -> ChaosOptions.from(properties))
                .hasMessage("unknown -Dchaos.matrix=inside; known: kafka, outside");
    }

    @Test
    void showsNoPasswordOfADatabaseInTheCommand() {
        properties.put("chaos.postgres", "jdbc:postgresql://127.0.0.1:5432/test?user=me&password=secret&ssl=false");

        assertThat(ChaosOptions.from(properties).command()).contains("user=me&password=…&ssl=false");
    }

    @Test
    void refusesWhatIsNoUrlOfADatabase() {
        properties.put("chaos.postgres", "postgres");

        assertThatThrownBy(() -> ChaosOptions.from(properties))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-Dchaos.postgres=postgres is no URL of a PostgreSQL server");
    }

    @Test
    void refusesATransactionVersionThatKafkaDoesNotHave() {
        properties.put("kafka.transaction.version", "3");

        assertThatThrownBy(() -> ChaosOptions.from(properties))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown -Dkafka.transaction.version=3; known: 0, 1, 2; without it, Kafka's own default");
    }

    @Test
    void refusesATransactionVersionForContainersWhichFormatThemselves() {
        properties.put("kafka.transaction.version", "1");
        properties.put("chaos.cluster", "containers");

        assertThatThrownBy(() -> ChaosOptions.from(properties))
                .hasMessage("-Pcontainers has brokers formatted by their image; leave out -Dkafka.transaction.version");
    }

    @ParameterizedTest
    @CsvSource({
        "kafka.version.brokers, latest, is no version of Kafka",
        "kafka.version.clients, 4, is no version of Kafka",
        "chaos.versions, '4.3.1,3.9.2', makes several runs"
    })
    void refusesVersionsThatOneRunCannotHave(String option, String value, String complaint) {
        properties.put(option, value);

        assertThatThrownBy(() -> ChaosOptions.from(properties)).hasMessageContaining(complaint);
    }

    @Test
    void refusesASeedThatIsNoNumber() {
        properties.put("chaos.seed", "lucky");

        assertThatThrownBy(() -> ChaosOptions.from(properties)).hasMessageContaining("-Dchaos.seed=lucky");
    }

    @Test
    void refusesARepetitionThatIsNoNumberFrom1To99() {
        for (String wrong : List.of("0", "-1", "100", "often", "")) {
            properties.put("chaos.repeat", wrong);
            assertThatThrownBy(() -> ChaosOptions.from(properties))
                    .hasMessage("-Dchaos.repeat=" + wrong + " is no number of repetitions; give one from 1 to 99");
        }
    }

    @Test
    void readsARelativeEventsFileFromWhereTheUserStands(@TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve("views.txt"), "/a\n");
        properties.put("chaos.events", "views.txt");
        properties.put("chaos.startedIn", directory.toString());

        assertThat(ChaosOptions.from(properties).pageViews().pages(1)).containsOnly("/a");
    }

    @Test
    void runsInContainersWhenTheProfileSaysSo() {
        properties.put("chaos.seed", "42");
        properties.put("chaos.cluster", "containers");
        ChaosOptions options = ChaosOptions.from(properties);

        assertThat(options.cluster()).isEqualTo(ChaosOptions.Cluster.CONTAINERS);
        assertThat(options.command()).isEqualTo("mvn verify -Dchaos.seed=42 -Pcontainers");
    }

    @Test
    void refusesAToxiproxyServerBesideContainers() {
        properties.put("chaos.cluster", "containers");
        properties.put("toxiproxy.server", "127.0.0.1:8474");

        assertThatThrownBy(() -> ChaosOptions.from(properties))
                .hasMessage("-Pcontainers runs Toxiproxy in a container too; leave out -Dtoxiproxy.server");
    }

    @Test
    void namesTheKnownClustersWhenOneIsUnknown() {
        properties.put("chaos.cluster", "cloud");

        assertThatThrownBy(() -> ChaosOptions.from(properties))
                .hasMessage("unknown -Dchaos.cluster=cloud; known: processes, containers");
    }

    @Test
    void triesEverySabotageWhenAllAreAskedFor() {
        properties.put("chaos.sabotages", "all");

        assertThat(ChaosOptions.from(properties).sabotages()).isEqualTo(Sabotages.ALL);
    }

    @Test
    void namesTheKnownSabotagesWhenOneIsUnknown() {
        properties.put("chaos.sabotages", "flush-remembered");

        assertThatThrownBy(() -> ChaosOptions.from(properties))
                .hasMessageStartingWith("unknown sabotage 'flush-remembered' in -Dchaos.sabotages; known: ")
                .hasMessageContaining("flush-forgotten");
    }

    @Test
    void refusesAnOptionThatThereIsNotAndNamesTheNearest() {
        Map<String, String> nearest = Map.of(
                "chaos.module", "chaos.modules",
                "chaos.Fault", "chaos.faults",
                "chaos.event.count", "chaos.events.count",
                "atlas.scenario", "atlas.scenarios",
                "kafka.transactions.version", "kafka.transaction.version",
                "choas.faults", "chaos.faults",
                "Chaos.Modules", "chaos.modules",
                "chaos-seed", "chaos.seed",
                "toxiproxy.servers", "toxiproxy.server");
        nearest.forEach((wrong, right) -> {
            Properties misspelt = new Properties();
            misspelt.put(wrong, "all");
            assertThatThrownBy(() -> ChaosOptions.from(misspelt))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("unknown option -D" + wrong + "; did you mean -D" + right + "?");
        });
    }

    @Test
    void leavesOptionsOfTheBuildAndOfOtherProgramsAlone() {
        properties.put("kafka.version", "4.3.1");
        properties.put("toxiproxy.version", "2.12.0");
        properties.put("java.io.tmpdir", "target");
        properties.put("caos", "of somebody else");

        assertThat(ChaosOptions.from(properties).modules()).isEqualTo(Pipelines.ALL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"chaos.modules", "chaos.faults", "chaos.sabotages"})
    void refusesAChoiceWithNothingInItOrTheSameTwice(String option) {
        for (String empty : List.of(",", "a,", ",a", "a,,b", " , ")) {
            properties.put(option, empty);
            assertThatThrownBy(() -> ChaosOptions.from(properties))
                    .hasMessage("-D" + option + "=" + empty + " has a name with nothing in it");
        }
        properties.put(option, "a, a");
        assertThatThrownBy(() -> ChaosOptions.from(properties)).hasMessage("-D" + option + "=a, a has a name twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"chaos.modules", "chaos.faults"})
    void refusesAnEmptyChoice(String option) {
        properties.put(option, "");

        assertThatThrownBy(() -> ChaosOptions.from(properties))
                .hasMessage("-D" + option + "= has a name with nothing in it");
    }

    /** Of a seed that a script left empty, the clock would make one. */
    @ParameterizedTest
    @ValueSource(strings = {"chaos.seed", "chaos.events", "toxiproxy.server"})
    void refusesAnOptionWithNothingInIt(String option) {
        properties.put(option, " ");

        assertThatThrownBy(() -> ChaosOptions.from(properties))
                .hasMessage("-D" + option + "= has nothing in it; leave it out, or give a value");
    }

    @Test
    void takesTheSizeOfTheInputAndRepeatsItWithTheCell() {
        properties.put("chaos.seed", "42");
        properties.put("chaos.events.count", "20000");
        properties.put("chaos.partitions", "6");
        properties.put("chaos.value.bytes", "1000");
        ChaosOptions options = ChaosOptions.from(properties);

        assertThat(options.input()).isEqualTo(new InputOptions(Optional.empty(), OptionalInt.of(20_000), 6, 1_000));
        assertThat(options.pageViews().pages(1)).hasSize(20_000);
        assertThat(options.command())
                .isEqualTo("mvn verify -Dchaos.seed=42 -Dchaos.events.count=20000 -Dchaos.partitions=6"
                        + " -Dchaos.value.bytes=1000");
        assertThat(ChaosOptions.from(new Properties()).input())
                .isEqualTo(new InputOptions(Optional.empty(), OptionalInt.empty(), 3, 4));
    }

    @ParameterizedTest
    @CsvSource({
        "chaos.events.count, events, 10000, 1000000",
        "chaos.partitions, partitions, 1, 48",
        "chaos.value.bytes, bytes of a value, 1, 100000"
    })
    void refusesASizeBeyondItsBounds(String option, String what, int min, int max) {
        for (Object wrong : List.of(min - 1, max + 1, -5, "many", "", "99999999999999999999")) {
            properties.put(option, String.valueOf(wrong));
            assertThatThrownBy(() -> ChaosOptions.from(properties))
                    .hasMessage("-D" + option + "=" + wrong + " is no number of " + what + "; give one from " + min
                            + " to " + max);
        }
        for (int bound : List.of(min, max)) {
            properties.put(option, String.valueOf(bound));
            assertThat(ChaosOptions.from(properties).command()).contains(" -D" + option + "=" + bound);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:99999", "localhost:0", "localhost:123456789012"})
    void refusesAToxiproxyServerWithoutAPort(String server) {
        properties.put("toxiproxy.server", server);

        assertThatThrownBy(() -> ChaosOptions.from(properties))
                .hasMessage("-Dtoxiproxy.server=" + server + " names no port; give one from 1 to 65535");
    }
}
