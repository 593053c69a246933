package delivery.chaos.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessesTest {
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final List<String> FOREVER = List.of("tail", "-f", "/dev/null");

    @TempDir
    Path directory;

    private ChildProcess start(ChildProcesses processes, String... command) throws IOException {
        return processes.start("child", List.of(command), Map.of(), directory.resolve("child.log"));
    }

    private static void awaitEnd(ChildProcess child) {
        child.onExit().orTimeout(DEADLINE.toSeconds(), TimeUnit.SECONDS).join();
    }

    @Test
    void provesAKillByTheExitCode() throws Exception {
        try (ChildProcesses processes = new ChildProcesses()) {
            ChildProcess child = start(processes, "tail", "-f", "/dev/null");
            assertThat(child.state()).isEqualTo(ChildProcess.State.RUNNING);

            child.kill();

            assertThat(child.state()).isEqualTo(ChildProcess.State.KILLED);
            assertThat(child.exitCode()).isEqualTo(137);
        }
    }

    @Test
    void refusesToKillWhatHasEndedByItselfAndShowsItsLastLines() throws Exception {
        try (ChildProcesses processes = new ChildProcesses()) {
            ChildProcess child = start(processes, "sh", "-c", "echo out of coffee; exit 3");
            awaitEnd(child);

            assertThat(child.state()).isEqualTo(ChildProcess.State.EXITED);
            assertThat(child.exitCode()).isEqualTo(3);
            assertThatThrownBy(child::kill)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("exit code 3")
                    .hasMessageContaining("out of coffee")
                    .hasMessageContaining(directory.resolve("child.log").toString());
        }
    }

    @Test
    void stopsBySigterm() throws Exception {
        try (ChildProcesses processes = new ChildProcesses()) {
            ChildProcess child = start(processes, "tail", "-f", "/dev/null");

            child.stop(DEADLINE.toMillis());

            assertThat(child.state()).isEqualTo(ChildProcess.State.STOPPED);
            assertThat(child.exitCode()).isEqualTo(143);
        }
    }

    @Test
    void saysWhatStillRunsAfterSigterm() throws Exception {
        try (ChildProcesses processes = new ChildProcesses()) {
            ChildProcess child =
                    start(processes, "sh", "-c", "trap '' TERM; echo deaf; tail -f /dev/null & wait; wait");
            Awaitility.await("the child to be deaf")
                    .atMost(DEADLINE)
                    .until(() -> Files.readString(child.log()).contains("deaf"));

            assertThatThrownBy(() -> child.stop(300))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("still runs 300 ms after SIGTERM")
                    .hasMessageContaining(String.valueOf(child.pid()));
            ProcessHandle.of(child.pid()).stream()
                    .flatMap(ProcessHandle::children)
                    .forEach(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void leavesNoChildBehindWhenItCloses() throws Exception {
        ChildProcess child;
        try (ChildProcesses processes = new ChildProcesses()) {
            child = start(processes, "tail", "-f", "/dev/null");
        }

        assertThat(ProcessHandle.of(child.pid()).filter(ProcessHandle::isAlive)).isEmpty();
    }

    /** A harness that starts a child, prints its pid, and waits to be killed. */
    static final class Harness {
        public static void main(String[] directory) throws Exception {
            ChildProcesses processes = new ChildProcesses();
            ChildProcess child = processes.start(
                    "orphan", FOREVER, Map.of(), Path.of(directory[0]).resolve("orphan.log"));
            System.out.println(child.pid());
            new CountDownLatch(1).await();
        }
    }

    @Test
    void killsItsChildrenEvenWhenTheHarnessItselfIsKilled() throws Exception {
        Process harness = new ProcessBuilder(
                        JavaCommand.executable(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Harness.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long orphan = Long.parseLong(new BufferedReader(new InputStreamReader(harness.getInputStream())).readLine());
        assertThat(ProcessHandle.of(orphan).filter(ProcessHandle::isAlive)).isPresent();

        harness.destroyForcibly();

        Awaitility.await("the watchdog to kill the orphan")
                .atMost(DEADLINE)
                .until(() ->
                        ProcessHandle.of(orphan).filter(ProcessHandle::isAlive).isEmpty());
    }
}
