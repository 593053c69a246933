package delivery.chaos.pipeline.description;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import delivery.atleastonce.AtLeastOnce;
import delivery.chaos.form.EventForm;
import delivery.chaos.form.Yield;
import delivery.chaos.pipeline.Given;
import delivery.chaos.pipeline.Invocation;
import delivery.chaos.pipeline.PipelineUnderTest;
import delivery.chaos.pipeline.Pipelines;
import delivery.chaos.pipeline.Program;
import delivery.contract.Anomaly;
import delivery.contract.Circumstance;
import delivery.contract.Coverage;
import delivery.contract.Guarantee;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescribedPipelinesTest {
    private static final List<Guarantee> KNOWN = Pipelines.promises();
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
        assertThat(promise.expectations()).isEqualTo(AtLeastOnce.GUARANTEE.expectations());
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
    void takesEffectsInSeveralTopicsAndTimesAndALineThatSaysReady() {
        Program program = read("""
                name: mine
                command: [sh, '${output.topic.dead-letters}']
                clientConfig: none
                promise: last-count
                ready: listening
                timeouts: {request-ms: 30000, session-ms: 60000}
                effects: {topics: [orders, dead-letters], count: none, partitions: 6}
                """).program();

        assertThat(program.yields())
                .isEqualTo(new Yield(Yield.PerEvent.ONE, 1, List.of("orders", "dead-letters"), 6, false));
        assertThat(program.readyLine()).contains("listening");
        assertThat(program.ownTimeouts().request(Duration.ZERO)).hasSeconds(30);
        assertThat(program.ownTimeouts().patience(Duration.ofSeconds(45))).hasSeconds(90);
        assertThat(program.isSource()).isFalse();
    }

    @Test
    void promisesTheLastCountOfEveryPageByNameOrInATable() {
        assertThat(read(GOOD.replace("at-least-once", "last-count")).guarantee().coverage())
                .isEqualTo(Coverage.LAST_OF_PAGE);
    }

    @Test
    void writesRecordsOfTheUsersOwnAsEvents() throws IOException {
        Files.writeString(directory.resolve("r.jsonl"), "{\"key\":\"anna\",\"value\":{\"id\":1}}\n");
        EventForm events = read(GOOD + "events: {file: r.jsonl, id: value /id}\n")
                .program()
                .events();

        assertThat(events.write("anna", "x-1", 0, 0, "").value()).isEqualTo("{\"id\":\"x-1\"}");
        assertThat(events.records().orElseThrow().pages()).hasSize(10_000);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"key":"anna"}                    | record 1 is no JSON object with a value
            {"value":1,"partition":2}         | record 1 has an unknown field partition; known: key, value, headers
            {"value":                         | record 1 is no JSON
            {"key":"a","value":{"meta":1}}    | record 1: has no object in its value
            {"value":{"meta":{"id":1}}}       | record 1: says nothing of its page, at key
            """)
    void saysWhichOfTheUsersOwnRecordsIsWrong(String record, String complaint) throws IOException {
        Files.writeString(directory.resolve("r.jsonl"), record + "\n");

        assertThatThrownBy(() -> read(GOOD + "events: {file: r.jsonl, id: value /meta/id}\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("p.yaml:4: events.file: " + directory.resolve("r.jsonl") + ": " + complaint);
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
            readyy: listening            | unknown field readyy; known here:
            role: sink                   | p.yaml:4: role: a program that only reads from Kafka has its effects
            role: source                 | effects.count: what the running count of a page is to be is defined only for
            effects: {perEvent: 3}       | p.yaml:4: effects.count: what the running count of a page is to be
            effects: {perEvent: many}    | effects.perEvent:
            effects: {topics: [a, a], count: none} | effects.topics:
            effects: {count: value2}     | effects.count: "value2" has another form than
            timeouts: {request-ms: 9}    | timeouts: a program that reads ${client.config} is given its times
            timeouts: {socket-ms: 9}     | unknown field timeouts.socket-ms; known here: request-ms, session-ms
            events: {file: none.jsonl}   | events.file:
            events: {page: key}          | events.page: is for a file of records of your own, and none is named
            command: [sh, '${input.file}'] | unknown variable ${input.file}
            command: [sh, '${output.topic.audit}'] | unknown variable ${output.topic.audit}
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
        Files.copy(Path.of("../examples/python/forms/orders.jsonl"), directory.resolve("orders.jsonl"));
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
