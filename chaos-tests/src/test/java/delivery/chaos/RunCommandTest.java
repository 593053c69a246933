package delivery.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What is wrong with a command line is said in one line, and nothing is run. */
class RunCommandTest {
    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... options) {
        CommandLine command = Main.commandLine();
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return command.execute(Stream.concat(Stream.of("run", "--output", directory.toString()), Stream.of(options))
                .toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-Dchaos.modules=, | run: -Dchaos.modules=, has a name with nothing in it",
                "-Dchaos.module=at-least-once | unknown option -Dchaos.module; did you mean -Dchaos.modules?",
                "-Dfaults=none | run: unknown option -Dfaults; did you mean -Dchaos.faults?",
                "-Dchaos.modules | run: -Dchaos.modules= has a name with nothing in it",
                "-Dchaos.events=nowhere.txt | nowhere.txt does not exist; give -Dchaos.events a text file",
                "-Dchaos.events=/dev/zero | /dev/zero is no regular file",
                "-Dtoxiproxy.server=127.0.0.1:99999 | names no port; give one from 1 to 65535",
                "--chaos | run: Unknown option: '--chaos'"
            })
    void saysInOneLineWhatIsWrongAndEndsWithTwo(String option, String said) {
        assertThat(run(option)).isEqualTo(2);
        assertThat(err.toString())
                .contains(said)
                .endsWith(" (--help says more)\n")
                .hasLineCount(1);
        assertThat(out.toString()).isEmpty();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void explainsItsExitCodes() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString())
                .contains("0   every promise", "1   a promise", "2   wrong", "3   a cell", "4   a pipeline", "5   the");
    }
}
