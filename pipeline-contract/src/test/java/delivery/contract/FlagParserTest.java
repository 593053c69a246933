package delivery.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.cli.ParseException;
import org.junit.jupiter.api.Test;

class FlagParserTest {
    private static final Map<String, String> VARIABLES = Map.of(
            "BOOTSTRAP_SERVERS", "b",
            "INPUT_TOPIC", "i",
            "OUTPUT_TOPIC", "o",
            "GROUP_ID", "g",
            "INSTANCE_ID", "x",
            "STATE_DIR", "s");

    private final FlagParser parser = new FlagParser("example");

    @Test
    void takesFromTheEnvironmentWhatTheCommandLineDoesNotGive() throws ParseException {
        PipelineFlags flags = parse("--group-id", "of the command line", "--client-config=c");

        assertThat(flags.groupId).isEqualTo("of the command line");
        assertThat(flags.clientConfig).isEqualTo(Path.of("c"));
        assertThat(Stream.of(flags.bootstrapServers, flags.inputTopic, flags.outputTopic, flags.instanceId))
                .containsExactly("b", "i", "o", "x");
        assertThat(flags.stateDir).isEqualTo(Path.of("s"));
    }

    @Test
    void hasNoClientConfigWhereNoneIsGiven() throws ParseException {
        assertThat(parse().clientConfig).isNull();
    }

    @Test
    void leavesAValueAsItIs() throws ParseException {
        assertThat(parse("--group-id=\"a=b\"").groupId).isEqualTo("\"a=b\"");
    }

    @Test
    void refusesAFlagThatIsGivenTwice() {
        assertRefused("--group-id is given 2 times", "--group-id=a", "--group-id=b");
    }

    @Test
    void refusesWhatIsNoFlag() {
        assertRefused("Unknown argument: 'a'", "--group-id=g", "a");
    }

    @Test
    void refusesTheBeginningOfAFlag() {
        assertRefused("Unrecognized option: --group=g", "--group=g");
    }

    @Test
    void refusesAFlagWithoutAValue() {
        assertRefused("Missing argument for option: group-id", "--group-id");
    }

    @Test
    void namesEveryFlagThatIsMissing() {
        assertThatThrownBy(
                        () -> parser.parse(new String[] {"--group-id=g", "--state-dir=s"}, Map.of("INPUT_TOPIC", "i")))
                .isInstanceOf(ParseException.class)
                .hasMessage("Missing required options: '--bootstrap-servers=HOST:PORT,…', '--output-topic=TOPIC',"
                        + " '--instance-id=ID'");
    }

    @Test
    void showsEveryFlagWithItsVariable() {
        StringBuilder usage = new StringBuilder();
        parser.usage(usage);

        assertThat(usage.toString())
                .startsWith("Usage: example --bootstrap-servers ")
                .contains("[--client-config ")
                .contains("[STATE_DIR]");
    }

    private void assertRefused(String why, String... arguments) {
        assertThatThrownBy(() -> parse(arguments))
                .isInstanceOf(ParseException.class)
                .hasMessage(why);
    }

    private PipelineFlags parse(String... arguments) throws ParseException {
        return parser.parse(arguments, VARIABLES);
    }
}
