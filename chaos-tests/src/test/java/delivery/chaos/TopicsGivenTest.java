package delivery.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What is wrong with a command line of {@code audit --bootstrap} is said in one line, and no cluster is asked. */
class TopicsGivenTest {
    @TempDir
    private Path directory;

    private final StringWriter err = new StringWriter();

    private String refused(String arguments) {
        CommandLine command = Main.commandLine().setErr(new PrintWriter(err, true));
        int code = command.execute(Stream.concat(
                        Stream.of("audit"), Stream.of(arguments.split(" ")).filter(word -> !word.isEmpty()))
                .toArray(String[]::new));

        assertThat(code).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(1);
        return err.toString();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                                          | give the directory of a report; or --bootstrap
            --promise at-least-once                                     | --bootstrap HOST:PORT
            --bootstrap b:1                                             | --input-topic TOPIC
            --bootstrap b:1 --input-topic a                             | --output-topic TOPIC
            --bootstrap b:1 --input-topic a --output-topic b,a          | cannot be input and output
            --bootstrap b:1 --input-topic a --output-topic b,b          | named twice
            --bootstrap b:1 --input-topic a --output-topic b            | what was promised?
            --bootstrap b:1 --input-topic a --output-topic b --promise exactly-once | known: at-most-once
            --bootstrap b:1 --input-topic a --output-topic b --promise streams-eos --group g --drained | says so, too
            --bootstrap b:1 --input-topic a --output-topic b --promise streams-eos --went-through restart | did you mean
            --bootstrap b:1 some/directory                              | are for reports
            --output x some/directory                                   | are for reports
            --bootstrap b:1 --expect 0123456789abcdef                   | are for reports
            """)
    void saysWhatIsMissingOrUnknown(String arguments, String said) {
        assertThat(refused(arguments)).contains(said);
    }

    @Test
    void doesNotChooseBetweenTwoPromises() throws IOException {
        Path described = Files.writeString(directory.resolve("d.yaml"), "promise: at-least-once\n");

        assertThat(refused("--bootstrap b:1 --input-topic a --output-topic b --promise streams-eos --description "
                        + described))
                .contains("which of the two?");
    }

    @Test
    void doesNotJudgeACountOfSeveralTopics() throws IOException {
        Path described = Files.writeString(directory.resolve("d.yaml"), "promise: at-least-once\n");

        assertThat(refused("--bootstrap b:1 --input-topic a --output-topic b,c --description " + described))
                .contains("say effects: {count: none}");
    }

    @Test
    void namesAPropertyThatIsMisspeltAndNoValue() throws IOException {
        Path properties = Files.writeString(directory.resolve("c.properties"), "sasl.jas.config=password\n");

        assertThat(refused("--bootstrap b:1 --input-topic a --output-topic b --promise streams-eos --client-config "
                        + properties))
                .contains("have sasl.jas.config; did you mean sasl.jaas.config?")
                .doesNotContain("password");
    }

    @Test
    void namesAPropertyThatTheClientRefusesAndNoValue() throws IOException {
        Path properties = Files.writeString(directory.resolve("c.properties"), "security.protocol=hunter2\n");

        assertThat(refused("--bootstrap localhost:1 --input-topic a --output-topic b --promise streams-eos"
                        + " --client-config " + properties))
                .contains("it complains of security.protocol")
                .doesNotContain("hunter2");
    }

    @Test
    void saysThatAnAddressIsNone() {
        assertThat(refused("--bootstrap nowhere --input-topic a --output-topic b --promise streams-eos"))
                .contains("--bootstrap nowhere is no list of HOST:PORT");
    }
}
