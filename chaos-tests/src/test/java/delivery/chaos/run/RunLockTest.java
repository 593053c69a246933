package delivery.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import delivery.chaos.process.JavaCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {
    @TempDir
    Path directory;

    /** Another run: takes the directory, says so, and stays. */
    static final class OtherRun {
        private OtherRun() {}

        public static void main(String[] arguments) throws IOException {
            RunLock.hold(Path.of(arguments[0]));
            System.out.println("held");
            System.in.read();
        }
    }

    private static Process startOtherRun(Path place) throws IOException {
        Process other = new ProcessBuilder(
                        JavaCommand.executable(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        OtherRun.class.getName(),
                        place.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader said = other.inputReader();
        assertThat(said.readLine()).isEqualTo("held");
        return other;
    }

    @Test
    void refusesADirectoryInWhichAnotherRunIsAtWorkUntilThatIsKilled() throws Exception {
        Process other = startOtherRun(directory);
        try {
            assertThatThrownBy(() -> RunLock.hold(directory))
                    .isInstanceOf(CannotStartException.class)
                    .hasMessage("another run is at work in " + directory.toRealPath() + "; wait for its end, or give"
                            + " this one a directory of its own: chaos-tests.jar run --output DIR");
            assertThatCode(() -> RunLock.hold(directory.resolve("its-own"))).doesNotThrowAnyException();
        } finally {
            other.destroyForcibly().waitFor();
        }
        assertThatCode(() -> RunLock.hold(directory)).doesNotThrowAnyException();
    }

    @Test
    void isHeldByAllRunsOfOneJvm() throws IOException {
        RunLock.hold(directory);

        assertThatCode(() -> RunLock.hold(directory)).doesNotThrowAnyException();
    }
}
