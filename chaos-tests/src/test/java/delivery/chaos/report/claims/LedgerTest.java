package delivery.chaos.report.claims;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import delivery.chaos.atlas.AtlasPlans;
import delivery.chaos.fault.catalogue.Faults;
import delivery.chaos.fault.catalogue.OutsideFaults;
import delivery.chaos.pipeline.OutsidePipelines;
import delivery.chaos.pipeline.PipelineUnderTest;
import delivery.chaos.pipeline.Pipelines;
import delivery.chaos.report.claims.Experiment.What;
import delivery.chaos.scenario.ScenarioPlan;
import delivery.contract.Guarantee;
import delivery.sabotaged.Sabotage;
import delivery.sabotaged.Sabotages;
import java.io.IOException;
import java.io.InputStream;
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
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** No verdict without evidence: whatever the ledger names exists, and can come out as it says. */
class LedgerTest {
    /** Claims that could be tried and are not. */
    private static final int WITHOUT_EXPERIMENT_MAX = 10;

    /** Of the glossary, those that mean something else to readers, or nothing. */
    private static final Pattern OWN_WORDS = Pattern.compile(
            "(?i)\\b(effects?|strikes?|firings?|modules?|sabotag\\w*|atlas|harness|cells?|scenarios?|at risk|verdicts?"
                    + "|convict\\w*|ragged|drained|this suite)\\b|at-most-once/|-eos\\b|idempotent-producer");

    /** In a table by version. */
    private static final String NOT_RUN = "–";

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Path ROOT_POM = Path.of("../pom.xml");
    private static final Pattern TRAPS_PROFILE =
            Pattern.compile("<id>traps</id>.*?<chaos.sabotages>(.*?)</chaos.sabotages>", Pattern.DOTALL);

    private static final Pattern TRAPS_TESTS = Pattern.compile(
            "<id>traps</id>.*?<integration.tests>%regex\\[(.*?)\\]</integration.tests>", Pattern.DOTALL);

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
    void aSentenceIsUnderstoodWithoutTheWordsOfThisSuite() {
        assertThat(Ledger.CLAIMS)
                .extracting(LedgerClaim::claim)
                .allSatisfy(sentence -> assertThat(sentence).endsWith(".").doesNotContainPattern(OWN_WORDS));
    }

    @Test
    void anOutdatedSentenceSaysSinceWhen() {
        assertThat(Ledger.CLAIMS)
                .filteredOn(claim -> claim.grade() == Grade.OUTDATED)
                .isNotEmpty()
                .allSatisfy(claim ->
                        assertThat(claim.why()).as(claim.id()).containsPattern("\\d\\.\\d|transaction\\.version \\d"));
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
        String name = experiment.of().replaceFirst("/.*", "");
        return Stream.concat(Pipelines.ALL.stream(), OutsidePipelines.ALL.stream())
                .filter(module -> module.name().equals(name))
                .findFirst();
    }

    /** What comes after the module. */
    private static String rest(Experiment experiment) {
        return experiment.of().replaceFirst("^[^/]*/", "");
    }

    @ParameterizedTest
    @MethodSource("cells")
    void aCellIsThatOfAModuleAndOfAFaultThatConcernsIt(Experiment experiment) {
        PipelineUnderTest module = module(experiment).orElseThrow();
        Guarantee promise = module.guarantee();

        assertThat(OutsidePipelines.ALL.contains(module) ? OutsideFaults.MATRIX : Faults.CATALOGUE)
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
    void aStepIsThatOfAModuleAndIsARequestOfKafka(Experiment experiment) {
        assertThat(module(experiment)).isPresent();
        assertThat(experiment.expect()).isIn(Weighing.TAKEN, Weighing.NOT_TAKEN);
        Set<String> requests = Arrays.stream(ApiKeys.values())
                .map(key -> key.name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        assertThat(requests).anyMatch(request -> rest(experiment).startsWith(request));
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
        Class<?> tests = Class.forName(names[0]);

        assertThat(tests.getAnnotationsByType(ExtendWith.class))
                .as("its outcome is to be the verdict")
                .anySatisfy(extended -> assertThat(extended.value()).contains(OutcomeForTheLedger.class));
        assertThat(tests.getDeclaredMethods())
                .filteredOn(method -> method.getName().equals(names[1]))
                .singleElement()
                .satisfies(method ->
                        assertThat(method.isAnnotationPresent(Test.class)).isTrue());
    }

    static Stream<NamedTrap> trapsByVersion() {
        return Ledger.TRAPS.stream().filter(trap -> trap.byVersion().isPresent());
    }

    @ParameterizedTest
    @MethodSource("trapsByVersion")
    void whatIsRecordedByVersionStandsOnThePageThatItNames(NamedTrap trap) throws IOException {
        VersionTable table = trap.byVersion().orElseThrow();
        String line = YAML.readTree(text("traps.yaml"))
                .get("traps")
                .valueStream()
                .filter(one -> one.get("id").asString().equals(trap.id()))
                .map(one -> one.at("/byVersion/line").asString())
                .findFirst()
                .orElseThrow();
        String page = Files.readString(ROOT_POM.resolveSibling(table.page()));

        assertThat(page).contains(table.recorded());
        for (VersionTable.Outcomes row : table.outcomes()) {
            assertThat(row.found()).hasSameSizeAs(table.columns());
            for (int column = 0; column < table.columns().size(); column++) {
                String found = row.found().get(column);
                if (!found.equals(NOT_RUN)) {
                    assertThat(page)
                            .contains(line.formatted(
                                    row.version(), table.columns().get(column), found));
                }
            }
        }
    }

    @Test
    void aTrapThatIsNotOfAllVersionsSaysWhatWasFoundOnEach() {
        assertThat(Ledger.TRAPS)
                .filteredOn(trap -> !trap.versions().startsWith("all"))
                .allSatisfy(trap -> assertThat(trap.byVersion()).as(trap.id()).isPresent());
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
    void theProfileTrapsRunsTheTestsOfTheTraps() throws IOException {
        Matcher profile = TRAPS_TESTS.matcher(Files.readString(ROOT_POM));
        assertThat(profile.find()).isTrue();
        Pattern included = Pattern.compile(profile.group(1));

        assertThat(Ledger.TRAPS.stream()
                        .flatMap(trap -> Stream.concat(trap.with().stream(), trap.without().stream()))
                        .filter(experiment -> experiment.kind() == What.TEST))
                .isNotEmpty()
                .allSatisfy(experiment -> assertThat(
                                experiment.of().replaceFirst("#.*", "").replace('.', '/') + ".class")
                        .matches(included));
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
