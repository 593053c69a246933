package delivery.chaos.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IgnoredSignalsTest {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    /** A run: starts a child, asks it to stop, and says whether it did. */
    static final class Run {
        private Run() {}

        public static void main(String[] arguments) throws Exception {
            System.out.println(IgnoredSignals.warning().orElse("nothing is ignored"));
            try (ChildProcesses processes = new ChildProcesses()) {
                ChildProcess child = processes.start(
                        "child",
                        List.of("sh", "-c", "echo there; exec tail -f /dev/null"),
                        Map.of(),
                        Path.of(arguments[0], "child.log"));
                // Until it is there it ignores what this process ignores.
                Awaitility.await("the child to be there")
                        .atMost(DEADLINE)
                        .until(() -> Files.readString(child.log()).contains("there"));
                child.requestStop();
                System.out.println(child.awaitEnd(DEADLINE, () -> 0) ? "the child has ended" : "the child is deaf");
            }
        }
    }

    @Test
    void theChildrenOfARunThatIgnoresSigtermHearIt() throws Exception {
        Process run = new ProcessBuilder(
                        "sh",
                        "-c",
                        "trap '' TERM INT; exec \"$@\"",
                        "run",
                        JavaCommand.executable(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Run.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .start();
        List<String> said = run.inputReader().lines().toList();

        assertThat(run.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(said)
                .containsExactly(
                        "this run was started with SIGINT and SIGTERM ignored: it cannot be ended early by that; its"
                                + " pipelines and brokers hear it all the same",
                        "the child has ended");
    }

    @Test
    void saysNothingWhereNothingThatEndsARunIsIgnored() {
        assertThat(IgnoredSignals.warning(List.of("Name:\tjava", "SigIgn:\t0000000000000001")))
                .as("SIGHUP, as nohup has it")
                .isEmpty();
        assertThat(IgnoredSignals.warning(List.of("SigIgn:\tffffffffffffbffd"))).isEmpty();
        assertThat(IgnoredSignals.warning(List.of("SigIgn:\t0000000000004000")))
                .hasValueSatisfying(line -> assertThat(line).contains("SIGTERM").doesNotContain("SIGINT"));
    }
}
