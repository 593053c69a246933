package delivery.chaos.pipeline.description;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import delivery.chaos.pipeline.Given;
import delivery.chaos.pipeline.Invocation;
import delivery.chaos.pipeline.PipelineUnderTest;
import delivery.chaos.pipeline.Pipelines;
import delivery.chaos.pipeline.Program;
import delivery.contract.Anomaly;
import delivery.contract.Circumstance;
import delivery.contract.Guarantee;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescribedPipelinesTest {
    private static final List<Guarantee> KNOWN =
            Pipelines.ALL.stream().map(PipelineUnderTest::guarantee).toList();
    private static final String GOOD = "name: mine\ncommand: [sh, -c, 'exit 1']\npromise: at-least-once\n";

    @TempDir
    private Path directory;

    private PipelineUnderTest read(String yaml) {
        try {
            return DescribedPipelines.read(Files.writeString(directory.resolve("p.yaml"), yaml), "p.yaml", KNOWN);
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private Given given() {
        return new Given(
                "b:1", "in", "out", "g", "i-1", directory.resolve("state"), directory.resolve("conf"), directory);
    }

    @Test
    void makesThePromiseOfTheGuaranteeItNamesUnderItsOwnName() {
        Guarantee promise = read(GOOD).guarantee();

        assertThat(promise.name()).isEqualTo("mine");
        assertThat(promise.expectations()).isEqualTo(KNOWN.get(1).expectations());
    }

    @Test
    void startsTheCommandAsItIsWithVariablesFilledIn() {
        Invocation started = read("""
                name: mine
                command: [bin/x, '--in=${input.topic}']
                directory: sub
                environment: {BROKERS: '${bootstrap.servers}', GROUP_ID: other}
                promise: at-least-once
                """).program().invocation(given());

        assertThat(started.directory()).contains(directory.resolve("sub"));
        assertThat(started.command())
                .containsExactly(directory.resolve("sub/bin/x").toString(), "--in=in");
        assertThat(started.environment())
                .containsEntry("BROKERS", "b:1")
                .containsEntry("GROUP_ID", "other")
                .containsEntry("OUTPUT_TOPIC", "out");
    }

    @Test
    void keepsToTheContractInWhateverIsNotSaid() {
        Program program = read(GOOD).program();
        Program contract = Pipelines.ALL.get(0).program();

        assertThat(program.events()).isEqualTo(contract.events());
        assertThat(program.effects()).isEqualTo(contract.effects());
        assertThat(program.stop()).isEqualTo(contract.stop());
        assertThat(program.losesState()).isFalse();
    }

    @Test
    void takesATableOfExpectationsThatDecidesEverything() {
        Guarantee promise = read("""
                name: mine
                command: [sh]
                promise:
                  sentence: Nothing twice.
                  isolation: read_committed
                  lost: {pipeline-restarted: interesting, otherwise: forbidden}
                  duplicated: forbidden
                  miscounted: acceptable
                  reordered: forbidden
                  phantom: forbidden
                  aborted-read: forbidden
                  torn: forbidden
                  stuck: forbidden
                """).guarantee();

        assertThat(promise.forbids(Anomaly.LOST, Circumstance.ACK_LOST)).isTrue();
        assertThat(promise.forbids(Anomaly.LOST, Circumstance.PIPELINE_RESTARTED))
                .isFalse();
        assertThat(promise.forbids(Anomaly.MISCOUNTED, Circumstance.ZOMBIE)).isFalse();
    }

    @Test
    void refusesATableThatLeavesACircumstanceOut() {
        String table = """
                name: mine
                command: [sh]
                promise:
                  sentence: s
                  isolation: read_committed
                  lost: {ack-lost: forbidden}
                  duplicated: forbidden
                  miscounted: forbidden
                  reordered: forbidden
                  phantom: forbidden
                  aborted-read: forbidden
                  torn: forbidden
                  stuck: forbidden
                """;

        assertThatThrownBy(() -> read(table))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("p.yaml:6: promise.lost: says nothing of undisturbed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            name: mine                   | p.yaml:1: the field command is missing
            nmae: mine                   | p.yaml:1: unknown field nmae; known here: name, command
            name: Mine!                  | p.yaml:1: name: "Mine!" has another form than
            name: at-least-once          | p.yaml:1: name: "at-least-once" is the name of a module
            promise: exactly-once        | p.yaml:3: promise: there is no promise "exactly-once"; known: at-most-once
            command: [sh, '${brokers}']  | p.yaml:2: command: unknown variable ${brokers}; known: ${bootstrap.servers}
            command: sh -c x             | p.yaml:2: command:
            environment: {A: '${client.config}'}\\nclientConfig: none | names ${client.config}, but clientConfig is none
            effects: {id: footer x}      | effects.id: "footer x" has another form than
            effects: {ids: key}          | unknown field effects.ids; known here: id, page, count
            events: {key: '${user}'}     | events: unknown variable ${user}
            stop: {signal: KILL}         | stop.signal: "KILL" is none of ["TERM","INT"]
            name: a\\nname: b            | p.yaml:2: is no YAML: Duplicate
            ready: listening             | unknown field ready; known here:
            """)
    void saysInOneLineWhatIsWrongAndWhere(String changed, String complaint) {
        String lines = changed.strip().replace("\\n", "\n");
        String field = lines.replaceFirst(":.*", "").lines().findFirst().orElseThrow();
        String yaml = field.equals("nmae")
                ? GOOD.replace("name: mine", lines)
                : lines.equals("name: mine")
                        ? GOOD.replaceFirst("command.*\n", "")
                        : GOOD.matches("(?s).*\\b" + field + ":.*")
                                ? GOOD.replaceFirst(
                                        "(?m)^" + field + ":.*$", java.util.regex.Matcher.quoteReplacement(lines))
                                : GOOD + lines + "\n";

        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(complaint.strip())
                .satisfies(wrong -> assertThat(wrong.getMessage()).doesNotContain("\n"));
    }

    @Test
    void readsEveryDescriptionThatTheDocumentShows() throws IOException {
        String document = Files.readString(Path.of("YOUR-PIPELINE.md"));
        List<String> blocks = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
                .matcher(document)
                .results()
                .map(block -> block.group(1))
                .toList();

        assertThat(blocks).hasSizeGreaterThan(2);
        // One that shows a promise alone is no whole file.
        blocks.forEach(block -> read(block.startsWith("promise:") ? "name: mine\ncommand: [sh]\n" + block : block));
    }

    @Test
    void saysWhereAFileIsNoYaml() {
        assertThatThrownBy(() -> read("name: mine\ncommand: [sh\npromise: x\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching(".*p\\.yaml:\\d+: is no YAML: .*");
    }

    @Test
    void saysThatAProgramIsMissingOrNotExecutable() throws IOException {
        Files.writeString(directory.resolve("x.sh"), "exit 0");

        assertThatThrownBy(() -> read(GOOD.replace("[sh,", "[./nowhere,")).requireStartable())
                .hasMessageContaining("there is no program " + directory.resolve("nowhere"));
        assertThatThrownBy(() -> read(GOOD.replace("[sh,", "[no-such-program,")).requireStartable())
                .hasMessageContaining("there is no program no-such-program on the PATH");
        assertThatThrownBy(() -> read(GOOD.replace("[sh,", "[./x.sh,")).requireStartable())
                .hasMessageContaining("x.sh is not executable");
        read(GOOD).requireStartable();
    }
}
