package delivery.chaos.report.claims;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import delivery.chaos.atlas.AtlasPlans;
import delivery.chaos.fault.catalogue.Faults;
import delivery.chaos.pipeline.PipelineUnderTest;
import delivery.chaos.pipeline.Pipelines;
import delivery.chaos.report.claims.Experiment.What;
import delivery.chaos.scenario.ScenarioPlan;
import delivery.contract.Guarantee;
import delivery.sabotaged.Sabotage;
import delivery.sabotaged.Sabotages;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No verdict without evidence: whatever the ledger names exists, and can come out as it says. */
class LedgerTest {
    /** Claims that could be tried and are not. */
    private static final int WITHOUT_EXPERIMENT_MAX = 10;

    private static final Path ROOT_POM = Path.of("../pom.xml");
    private static final Pattern TRAPS_PROFILE =
            Pattern.compile("<id>traps</id>.*?<chaos.sabotages>(.*?)</chaos.sabotages>", Pattern.DOTALL);

    static Stream<Experiment> experiments(What kind) {
        return Stream.concat(
                        Ledger.CLAIMS.stream().flatMap(claim -> claim.experiments().stream()),
                        Ledger.TRAPS.stream()
                                .flatMap(trap -> Stream.concat(trap.with().stream(), trap.without().stream())))
                .filter(experiment -> experiment.kind() == kind)
                .distinct();
    }

    static Stream<Experiment> cells() {
        return experiments(What.CELL);
    }

    static Stream<Experiment> scenarios() {
        return experiments(What.SCENARIO);
    }

    static Stream<Experiment> sabotages() {
        return experiments(What.SABOTAGE);
    }

    static Stream<Experiment> steps() {
        return experiments(What.STEP);
    }

    static Stream<Experiment> ofThisClassPath() {
        return Stream.concat(experiments(What.SETTING), experiments(What.API));
    }

    static Stream<Experiment> tests() {
        return experiments(What.TEST);
    }

    private static String text(String resource) throws IOException {
        try (InputStream text = Ledger.class.getResourceAsStream(resource)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"claims", "traps"})
    void isWhatItsSchemaAllows(String name) throws IOException {
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(text(name + "-resource.schema.json"), InputFormat.JSON)
                        .validate(text(name + ".yaml"), InputFormat.YAML))
                .isEmpty();
    }

    @Test
    void everyIdAndEverySentenceIsThereOnce() {
        assertThat(Ledger.CLAIMS).extracting(LedgerClaim::id).doesNotHaveDuplicates();
        assertThat(Ledger.CLAIMS).extracting(LedgerClaim::claim).doesNotHaveDuplicates();
        assertThat(Ledger.TRAPS).extracting(NamedTrap::id).doesNotHaveDuplicates();
    }

    @Test
    void nearlyAllClaimsHaveAnExperimentAndTheOthersAReason() {
        List<LedgerClaim> without = Ledger.CLAIMS.stream()
                .filter(claim -> claim.experiments().isEmpty())
                .toList();

        assertThat(without).hasSizeLessThanOrEqualTo(WITHOUT_EXPERIMENT_MAX);
        assertThat(without).allSatisfy(claim -> assertThat(claim.noExperiment()).isNotBlank());
    }

    private static Optional<PipelineUnderTest> module(Experiment experiment) {
        return Pipelines.named(experiment.of().replaceFirst("/.*", ""));
    }

    /** What comes after the module. */
    private static String rest(Experiment experiment) {
        return experiment.of().replaceFirst("^[^/]*/", "");
    }

    @ParameterizedTest
    @MethodSource("cells")
    void aCellIsThatOfAModuleAndOfAFaultThatConcernsIt(Experiment experiment) {
        Guarantee promise = module(experiment).orElseThrow().guarantee();

        assertThat(Faults.CATALOGUE)
                .filteredOn(fault -> fault.name().equals(rest(experiment)))
                .singleElement()
                .satisfies(fault -> assertThat(fault.concerns(promise)).isTrue());
        assertCounts(experiment);
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void aScenarioIsOneOfTheAtlas(Experiment experiment) {
        Optional<ScenarioPlan> plan =
                AtlasPlans.plan(module(experiment).orElseThrow().name(), rest(experiment), 0, 1);

        assertThat(plan).isPresent();
        assertCounts(experiment);
    }

    @ParameterizedTest
    @MethodSource("sabotages")
    void aSabotageIsExpectedToBeConvictedOfWhatItHasToBe(Experiment experiment) {
        Sabotage sabotage = Sabotages.named(experiment.of()).orElseThrow();

        assertThat(experiment.expect()).isEqualTo(sabotage.anomaly().name().toLowerCase(Locale.ROOT) + " > 0");
    }

    @ParameterizedTest
    @MethodSource("steps")
    void aStepIsThatOfAModuleAndIsARequestOfKafkaUnlessItMustNotBeTaken(Experiment experiment) {
        assertThat(module(experiment)).isPresent();
        assertThat(experiment.expect()).isIn(Weighing.TAKEN, Weighing.NOT_TAKEN);
        if (experiment.expect().equals(Weighing.TAKEN)) {
            Set<String> requests = Arrays.stream(ApiKeys.values())
                    .map(key -> key.name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT))
                    .collect(Collectors.toSet());
            assertThat(requests).anyMatch(request -> rest(experiment).startsWith(request));
        }
    }

    @ParameterizedTest
    @MethodSource("ofThisClassPath")
    void whatTheClassPathDecidesComesOutAsTheLedgerSays(Experiment experiment) {
        Measured measured = new Weighing(Reported.nothing()).of(experiment);

        assertThat(measured.bearing()).as(measured.found()).isEqualTo(Bearing.AS_EXPECTED);
    }

    @ParameterizedTest
    @MethodSource("tests")
    void aTestIsAMethodThatIsOne(Experiment experiment) throws ClassNotFoundException {
        String[] names = experiment.of().split("#");
        Method[] methods = Class.forName(names[0]).getDeclaredMethods();

        assertThat(methods)
                .filteredOn(method -> method.getName().equals(names[1]))
                .singleElement()
                .satisfies(method ->
                        assertThat(method.isAnnotationPresent(Test.class)).isTrue());
    }

    /** A number that the JSON of a cell has. */
    private static void assertCounts(Experiment experiment) {
        assertThat(Expected.of(experiment.expect()).metric())
                .isIn(
                        "lost",
                        "duplicated",
                        "miscounted",
                        "reordered",
                        "phantom",
                        "abortedRead",
                        "torn",
                        "stuck",
                        "uncommittedEffects");
    }

    @Test
    void theProfileTrapsTriesTheSabotagesOfTheTraps() throws IOException {
        Matcher profile = TRAPS_PROFILE.matcher(Files.readString(ROOT_POM));
        assertThat(profile.find()).isTrue();
        Set<String> named = Ledger.TRAPS.stream()
                .flatMap(trap -> trap.with().stream())
                .filter(experiment -> experiment.kind() == What.SABOTAGE)
                .map(Experiment::of)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(Stream.of(profile.group(1).split(",")).map(String::strip))
                .containsExactlyInAnyOrderElementsOf(named);
    }
}
