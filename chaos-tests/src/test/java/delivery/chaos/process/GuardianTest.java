package delivery.chaos.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardianTest {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    /** A run that has a guardian, begins to break something, says so, and is ended. */
    static final class Harness {
        public static void main(String[] directory) throws Exception {
            Path place = Path.of(directory[0]);
            Guardian guardian = Guardian.set("echo repaired >> log", place, "the run has ended");
            guardian.breaking(ShellCommand.start("echo breaking >> log; sleep 1; echo broken >> log", place)
                    .pid());
            Awaitility.await().until(() -> Files.exists(place.resolve("log")));
            System.out.println("breaking");
            new CountDownLatch(1).await();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM", "KILL"})
    void repairsWhatARunHasBrokenThatWasEnded(String signal) throws Exception {
        // A build in the background of a script ignores SIGINT, and what it starts would, too.
        List<String> command = SessionLauncher.before(List.of(
                JavaCommand.executable(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Harness.class.getName(),
                directory.toString()));
        Process harness = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            new BufferedReader(new InputStreamReader(harness.getInputStream(), StandardCharsets.UTF_8)).readLine();

            ShortCommand.exitCode(List.of("kill", "-" + signal, String.valueOf(harness.pid())));

            Path log = directory.resolve("log");
            Awaitility.await("the guardian to repair")
                    .atMost(DEADLINE)
                    .until(() -> Files.readString(log).endsWith("repaired\n"));
            assertThat(log).hasContent("breaking\nbroken\nrepaired");
        } finally {
            harness.destroyForcibly().waitFor();
        }
    }

    @Test
    void doesNothingIfTheRunHasRepairedItself() throws Exception {
        Guardian guardian = Guardian.set("touch repaired", directory, "the run has ended");
        guardian.breaking(1);
        guardian.broken();

        guardian.close();

        assertThat(directory).isEmptyDirectory();
    }
}
